using System.Text.Json;
using AgentGateway.Cli.Chat.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Chat;

/// <summary>The thread of a chat: opens it, shows what was said before, and catches up after an interruption.</summary>
internal sealed class ChatThread(ChatLink link, ChatTranscript transcript, ChatRequests requests)
{
    /// <summary>So many earlier messages are shown.</summary>
    private const int EarlierMax = 20;

    private const int MissedMax = 500;
    private const int PendingMax = 500;

    /// <summary>Null while a new thread has no message.</summary>
    public string? Id { get; private set; }

    public string? Workspace { get; private set; }

    /// <summary>Other threads, and whether they were begun from this one.</summary>
    private readonly Dictionary<string, bool> _others = [];

    /// <summary>Threads of turns that work apart, each with its turn.</summary>
    public Dictionary<string, string> Apart { get; } = [];

    /// <summary>Finds the thread and shows the end of it.</summary>
    public async Task<Rejection?> OpenAsync(string named)
    {
        // The name becomes an id first, since a thread is followed by its id.
        var found = await link.CallAsync(
            ThreadReadTool.Declaration, Arguments.Of(("thread_id", named), ("limit", 1)));
        if (found.IsRejected(out var refused, out var first)) return refused;
        Id = first.Thread.Id;
        if (await link.FollowAsync(Id) is { } unfollowed) return unfollowed;
        var read = await link.CallAsync(ThreadReadTool.Declaration, Arguments.Of(
            ("thread_id", Id), ("before", $"{long.MaxValue}"), ("limit", EarlierMax)));
        if (read.IsRejected(out refused, out var answer)) return refused;
        Head(answer.Thread);
        if (answer.Messages is [{ Seq: > 1 } earliest, ..])
            transcript.Aside($"earlier: agw thread read {Id} --before {earliest.Seq}, or --all");
        foreach (var message in answer.Messages) transcript.Show(message);
        await StandAsync(answer.Thread);
        return null;
    }

    /// <summary>Opens a new thread.</summary>
    public async Task<Rejection?> CreateAsync(ChatOpening opening)
    {
        var created = await link.CallAsync(
            ThreadCreateTool.Declaration, Arguments.Of(("agent", opening.Agent), ("title", opening.Title)));
        if (created.IsRejected(out var refused, out var answer)) return refused;
        Id = answer.Thread.Id;
        Workspace = answer.Thread.Workspace;
        transcript.Aside($"thread {Id}, owner {answer.Thread.Owner}");
        link.FollowApprovals();
        return await link.FollowAsync(Id);
    }

    /// <summary>Follows on, and shows what was said while the daemon was away.</summary>
    public async Task<Rejection?> CatchUpAsync()
    {
        if (Id is null) return null;
        if (await link.FollowAsync(Id) is { } refused) return refused;
        while (true)
        {
            var read = await link.CallAsync(ThreadReadTool.Declaration, Arguments.Of(
                ("thread_id", Id), ("after", $"{transcript.LastSeq}"), ("limit", MissedMax)));
            if (read.IsRejected(out refused, out var answer)) return refused;
            foreach (var message in answer.Messages) transcript.Show(message);
            if (answer.NextCursor is not null && answer.Messages.Count > 0) continue;
            await StandAsync(answer.Thread);
            break;
        }

        foreach (var (thread, turn) in Apart.ToList()) await WatchAsync(thread, turn);
        return null;
    }

    /// <summary>
    /// Asks for the approvals of this thread, and of those that its agents have begun for a piece of work.
    /// </summary>
    public async Task LookForApprovalsAsync()
    {
        if (Id is null) return;
        var listed = await link.CallAsync(
            ApprovalListTool.Declaration, Arguments.Of(("state", "pending"), ("limit", PendingMax)));
        if (listed.IsRejected(out _, out var list)) return;
        var own = new List<ApprovalView>();
        foreach (var approval in list.Approvals)
            if (approval.ThreadId is { } thread ? await IsOwnAsync(thread) : IsOfCommandHere(approval))
                own.Add(approval);
        await requests.PendingAsync(own);
    }

    /// <summary>
    /// A host that a command wants is asked about for an agent and a directory, not for a thread: it is asked for here
    /// while that agent works here.
    /// </summary>
    private bool IsOfCommandHere(ApprovalView approval) =>
        approval.TaskId is null
        && transcript.Turns.Values.Contains(approval.Agent)
        && approval.Arguments.ValueKind == JsonValueKind.Object
        && approval.Arguments.TryGetProperty("host", out _)
        && approval.Arguments.TryGetProperty("workspace", out var directory)
        && directory.ValueKind == JsonValueKind.String
        && directory.GetString() == Workspace;

    private async Task<bool> IsOwnAsync(string thread)
    {
        if (thread == Id || Apart.ContainsKey(thread)) return true;
        if (_others.TryGetValue(thread, out var isOwn)) return isOwn;
        var read = await link.CallAsync(ThreadReadTool.Declaration, Arguments.Of(("thread_id", thread), ("limit", 1)));
        if (read.IsRejected(out _, out var answer)) return false;
        return _others[thread] = answer.Thread.Parent is { } parent && await IsOwnAsync(parent);
    }

    /// <summary>Follows a turn that works apart, in a hidden thread: its requests are asked for here too.</summary>
    public async Task WatchAsync(string thread, string turn)
    {
        Apart[thread] = turn;
        if (await link.FollowAsync(thread) is { } refused) transcript.Refuse(refused);
        else await AskStandingAsync(turn);
        if (await HasEndedAsync(turn) is { } ended) EndApart(thread, ended);
    }

    /// <summary>What a piece of a hidden thread means here.</summary>
    public async Task TakeApartAsync(TurnProgress piece)
    {
        if (piece is { Kind: "waiting", Text: { } asked }) await requests.WaitsAsync(asked, piece.TurnId);
        else if (piece is { Kind: "released", Text: { } decided }) await requests.ReleasedAsync(decided);
        else if (piece is { Kind: "ended", TurnId: { } turn } && Apart.GetValueOrDefault(piece.ThreadId) == turn)
        {
            await requests.EndedAsync(turn);
            if (await HasEndedAsync(turn) is { } ended) EndApart(piece.ThreadId, ended);
        }
    }

    /// <summary>The turn, if it is over.</summary>
    private async Task<SendView?> HasEndedAsync(string turn)
    {
        var standing = await link.CallAsync(
            ThreadWaitTool.Declaration, Arguments.Of(("turn_id", turn), ("wait_seconds", 0)));
        return !standing.IsRejected(out _, out var answer) && answer.Status is not ("queued" or "running" or "waiting")
            ? answer
            : null;
    }

    private void EndApart(string thread, SendView turn)
    {
        if (!Apart.Remove(thread)) return;
        link.Unfollow(thread);
        if (turn.Reply is { } reply) transcript.Say(reply.Author, reply.Text);
        else if (turn.Failure is { } failure) transcript.Refuse(new(failure.Code, failure.Message, failure.Hint ?? ""));
        else transcript.Aside($"{turn.Status}: the work that was done apart");
    }

    /// <summary>What runs and what waits for a person in a thread that was just opened.</summary>
    private async Task StandAsync(ThreadView thread)
    {
        Workspace = thread.Workspace;
        link.FollowApprovals();
        await LookForApprovalsAsync();
        if (thread.ActiveTurn is { } active)
        {
            transcript.Found(active.TurnId, active.Agent);
            await AskStandingAsync(active.TurnId);
        }
        else transcript.Settle();
    }

    private async Task AskStandingAsync(string turn)
    {
        var standing = await link.CallAsync(
            ThreadWaitTool.Declaration, Arguments.Of(("turn_id", turn), ("wait_seconds", 0)));
        if (standing.IsRejected(out _, out var answer)) return;
        foreach (var id in answer.WaitingFor ?? []) await requests.WaitsAsync(id, turn);
    }

    private void Head(ThreadView thread)
    {
        Workspace = thread.Workspace;
        var title = Screen.Printable(thread.Title).ReplaceLineEndings(" ");
        transcript.Add([new(
        [
            new(title.Length > 0 ? $"{title}  " : "", TextStyle.Bold),
            new($"{thread.Id}, owner {thread.Owner}", TextStyle.Dim),
        ])]);
    }
}
