using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.History;

/// <summary>
/// Work that is over, which lists no longer show first: archived threads, and sessions and tasks that ended. Deleted
/// threads and removed sessions are not in it.
/// </summary>
public sealed class HistoryService
{
    private const int LimitUsual = 20;

    /// <summary>
    /// Threads are read pinned ones first, and tasks by when they were made, so more of them are read than are shown.
    /// </summary>
    private const int ReadMax = 1_000;

    private const int TextCharactersMax = 120;

    private static readonly string[] Kinds = ["thread", "session", "task"];

    private static readonly TaskPhase[] EndedPhases = [TaskPhase.Completed, TaskPhase.Failed, TaskPhase.Cancelled];

    private readonly IThreadReads _threads;
    private readonly SessionRegistry _sessions;
    private readonly ITaskReads _tasks;
    private readonly KnownSecrets _secrets;

    internal HistoryService(IThreadReads threads, SessionRegistry sessions, ITaskReads tasks, KnownSecrets secrets) =>
        (_threads, _sessions, _tasks, _secrets) = (threads, sessions, tasks, secrets);

    /// <param name="kind">thread, session or task; null for all of them.</param>
    public async Task<Outcome<HistoryView>> ListAsync(string? kind, int? limit, CancellationToken cancellationToken)
    {
        if (PageLimit.Read(limit, LimitUsual).IsRejected(out var refused, out var shown)) return refused;
        if (kind is not null && !Kinds.Contains(kind))
            return new Rejection(
                "invalid_argument",
                $"\"{ShortText.Of(kind, 64)}\" is no kind.",
                "Name thread, session or task, or leave it out.");
        var items = new List<HistoryItemView>();
        if (kind is null or "thread")
            items.AddRange(
                (await _threads.ThreadsAsync(null, archived: true, null, ReadMax, cancellationToken)).Select(Of));
        if (kind is null or "session")
            items.AddRange(_sessions.All.Where(session => session is { HasEnded: true, EndedAt: not null }).Select(Of));
        if (kind is null or "task")
            items.AddRange(
                (await _tasks.TasksAsync(new(EndedPhases), null, ReadMax, cancellationToken)).Select(Of));
        var newest = items.OrderByDescending(item => item.EndedAt).ThenBy(item => item.Id, StringComparer.Ordinal)
            .Take(shown + 1).ToList();
        return new HistoryView([.. newest.Take(shown)], newest.Count > shown);
    }

    private HistoryItemView Of(ThreadRow thread) => new(
        "thread",
        thread.Id.Value,
        "archived",
        Line(thread.Title),
        null,
        thread.UpdatedAt,
        $"agw thread read {thread.Id}");

    private HistoryItemView Of(TerminalSession session) => new(
        "session",
        session.Id.Value,
        ViewWriter.Word(session.Lifecycle),
        Line(session.Label),
        session switch
        {
            { Failure: { } failure } => Line(failure.Message),
            { Exit: { Signal: { } signal } } => $"signal {signal}",
            { Exit: { Code: { } code } } => $"exit code {code}",
            _ => null,
        },
        session.EndedAt!.Value,
        $"agw session output {session.Id}");

    private HistoryItemView Of(AgentTask task) => new(
        "task",
        task.Id.Value,
        ViewWriter.Word(task.Phase),
        Line(task.Title),
        task.Failure is { } failure ? Line(failure.Message) : null,
        task.EndedAt ?? task.UpdatedAt,
        $"agw task get {task.Id}");

    private string Line(string text) => VisibleText.Line(ShortText.Of(_secrets.Redact(text), TextCharactersMax));
}
