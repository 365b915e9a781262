using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Attention;

/// <summary>
/// The inbox of the person: what waits for them (approvals, questions, sessions whose program asks for something, tasks
/// that are blocked), and what has come since they last looked (replies of agents, tasks that failed). Reads what other
/// capabilities keep; the only thing of its own is up to when the person has looked.
/// </summary>
public sealed class AttentionService
{
    /// <summary>Of each kind so many are listed.</summary>
    private const int ListedMax = 200;

    /// <summary>So many threads that have changed are looked at for a reply.</summary>
    private const int ThreadsMax = 100;

    /// <summary>A reply is looked for among so many of a thread's newest messages.</summary>
    private const int MessagesMax = 20;

    private const int TextCharactersMax = 200;

    private static readonly string[] WaitingStatuses =
    [
        StatusNames.Of(SessionStatus.NeedsApproval),
        StatusNames.Of(SessionStatus.Trust),
        StatusNames.Of(SessionStatus.Question),
    ];

    private readonly IPendingRequestReads _requests;
    private readonly SessionRegistry _sessions;
    private readonly ITaskReads _tasks;
    private readonly IThreadReads _threads;
    private readonly LastLook _look;
    private readonly KnownSecrets _secrets;

    internal AttentionService(
        IPendingRequestReads requests,
        SessionRegistry sessions,
        ITaskReads tasks,
        IThreadReads threads,
        LastLook look,
        KnownSecrets secrets) =>
        (_requests, _sessions, _tasks, _threads, _look, _secrets) = (requests, sessions, tasks, threads, look, secrets);

    /// <param name="isLook">
    /// The person has the answer before their eyes: what is new in it is not listed again.
    /// </param>
    public async Task<AttentionView> ListAsync(bool isLook, CancellationToken cancellationToken)
    {
        var since = _look.At;
        var waiting = await WaitingAsync(cancellationToken);
        AttentionItemView[] unseen =
        [
            .. await FailedTasksAsync(since, cancellationToken), .. await RepliesAsync(since, cancellationToken),
        ];
        // The time of the newest that was shown, so that one which becomes durable at this moment is not missed.
        if (isLook && unseen.Length > 0) _look.MoveTo(unseen.Max(item => item.Since));
        return new([.. waiting, .. unseen], new(waiting.Count, unseen.Length), since);
    }

    /// <summary>What does not go on without the person.</summary>
    internal async Task<IReadOnlyList<AttentionItemView>> WaitingAsync(CancellationToken cancellationToken)
    {
        var approvals = await _requests.Approvals.PageAsync(
            ApprovalState.Pending, null, ListedMax, cancellationToken);
        var questions = await _requests.Questions.PageAsync(
            QuestionState.Pending, null, ListedMax, cancellationToken);
        var blocked = await _tasks.TasksAsync(new([TaskPhase.Blocked]), null, ListedMax, cancellationToken);
        return
        [
            .. approvals.Select(Of),
            .. questions.Select(Of),
            .. _sessions.All.Where(session => WaitsSince(session) is not null).Take(ListedMax).Select(Of),
            .. blocked.Select(task => Of(task, "blocked", task.UpdatedAt, waits: true)),
        ];
    }

    /// <summary>Since when the session's program waits for the person, as was last recorded; null when it does not.</summary>
    internal static DateTimeOffset? WaitsSince(TerminalSession session) =>
        session is { HasEnded: false, Removed: false, Status: { } noted } && WaitingStatuses.Contains(noted.Status)
            ? noted.At
            : null;

    private async Task<IEnumerable<AttentionItemView>> FailedTasksAsync(
        DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var failed = await _tasks.TasksAsync(new([TaskPhase.Failed]), null, ListedMax, cancellationToken);
        return failed.Where(task => since is null || task.EndedAt > since)
            .Select(task => Of(task, "failed", task.EndedAt ?? task.UpdatedAt, waits: false));
    }

    private async Task<IEnumerable<AttentionItemView>> RepliesAsync(
        DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var replies = new List<AttentionItemView>();
        var page = await _threads.ThreadsAsync(null, archived: false, null, ThreadsMax, cancellationToken);
        // The person has read imported threads in the program that they come from.
        foreach (var thread in page.Where(
            thread => thread.ImportedFrom is null && (since is null || thread.UpdatedAt > since)))
        {
            var messages = await _threads.LastMessagesAsync(
                thread.Id, long.MaxValue, MessagesMax, hidden: false, cancellationToken);
            // A person who wrote after the reply has seen it.
            if (messages.LastOrDefault(IsSaid) is { Message.Role: MessageRole.Assistant } reply
                && (since is null || reply.At > since))
                replies.Add(new(
                    "reply",
                    thread.Id.Value,
                    Line($"{reply.Message.Author} in {thread.Title}: {reply.Message.Text}"),
                    reply.At,
                    $"agw thread read {thread.Id}",
                    Waits: false));
        }

        return replies.OrderByDescending(reply => reply.Since);
    }

    /// <summary>A message of a person or a client, or an agent's answer; not what an agent says between calls.</summary>
    private static bool IsSaid(MessageRow row) => row.Message switch
    {
        { Role: MessageRole.User } => true,
        { Role: MessageRole.Assistant, ToolCalls: null or [], Text.Length: > 0 } => true,
        _ => false,
    };

    private AttentionItemView Of(Approval approval)
    {
        var (id, subject) = (approval.Id.Value, approval.Subject!);
        return new(
            "approval",
            id,
            Line($"{subject.Risk} {approval.Requester!.Agent}: {subject.Summary}"),
            approval.CreatedAt,
            subject.IsCut ? $"agw approvals show {id}" : $"agw approve {id}",
            Waits: true);
    }

    private AttentionItemView Of(Question question) => new(
        "question",
        question.Id.Value,
        Line($"{question.Requester!.Agent}: {question.Text}"),
        question.CreatedAt,
        $"agw answer {question.Id} TEXT",
        Waits: true);

    private AttentionItemView Of(TerminalSession session) => new(
        "session",
        session.Id.Value,
        Line($"{session.Label} {Wants(session.Status!.Status)}: {session.Status.Reason}"),
        session.Status.At,
        $"agw attach {session.Label}",
        Waits: true);

    private static string Wants(string status) => StatusNames.Find(status) switch
    {
        SessionStatus.NeedsApproval => "asks for permission",
        SessionStatus.Trust => "asks for trust",
        _ => "asks a question",
    };

    private AttentionItemView Of(AgentTask task, string state, DateTimeOffset since, bool waits) => new(
        "task",
        task.Id.Value,
        Line($"{task.Title} {state}{(task.Failure is { } failure ? $": {failure.Message}" : "")}"),
        since,
        $"agw task retry {task.Id}",
        waits);

    private string Line(string text) => VisibleText.Line(ShortText.Of(_secrets.Redact(text), TextCharactersMax));
}
