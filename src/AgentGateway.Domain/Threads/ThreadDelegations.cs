using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// Delegations: the request is recorded here, another agent carries it out in a hidden thread, and the outcome comes
/// back as a hidden message.
/// </summary>
internal static class ThreadDelegations
{
    public static Rejection? Request(ThreadDraft draft, RequestDelegation command)
    {
        if (draft.Rules.RefuseText(command.Text) is { } refused) return refused;
        if (draft.State.Archived) return ThreadRejections.Archived;
        var role = command.FromTurn is null ? MessageRole.User : MessageRole.Assistant;
        var request = draft.Post(role, draft.By, command.Text, Visibility.Hidden, command.FromTurn);
        var task = command.FromTurn is { } turn ? draft.State.Turn(turn)?.Task : command.Task;
        return Add(draft, new(command.Agent, request, 0, command.FromTurn) { Task = task, For = command.For });
    }

    /// <summary>Adds a delegation whose request is a message of the thread.</summary>
    public static Rejection? Add(ThreadDraft draft, NewDelegation asked)
    {
        var (agent, request, textStart, fromTurn) = asked;
        if (draft.Rules.Roster.Find(agent) is null) return ThreadRejections.UnknownAgent(agent.Value);
        if (fromTurn is not null && draft.By == agent.Value) return ThreadRejections.SelfDelegation(agent);
        if (draft.State.Delegations.Length >= draft.Rules.DelegationsMax)
            return ThreadRejections.DelegationsFull(draft.Rules.DelegationsMax);
        if ((draft.State.Origin?.Depth ?? 0) >= draft.Rules.DelegationDepthMax)
            return ThreadRejections.DelegationTooDeep(draft.Rules.DelegationDepthMax);
        var id = draft.NewDelegation();
        var (thread, turn) = (draft.NewThread(), draft.NewTurn());
        draft.Add(new DelegationRequested(id, agent, thread, turn, request, textStart, draft.By, fromTurn)
        {
            Task = asked.Task, For = ForWhom(draft, asked.For),
        });
        if (fromTurn is null) draft.Note($"{agent} was asked in private ({id}).");
        return null;
    }

    /// <summary>The hidden thread exists.</summary>
    public static Rejection? Confirm(ThreadDraft draft, ConfirmDelegation command)
    {
        if (Find(draft, command.Delegation) is { Opened: false } open) draft.Add(new DelegationOpened(open.Id));
        return null;
    }

    public static Rejection? Settle(ThreadDraft draft, SettleDelegation command)
    {
        if (Find(draft, command.Delegation) is not { } open) return null;
        if (command.Status == TurnStatus.Completed)
        {
            var result = draft.Post(MessageRole.Assistant, open.Agent.Value, command.Text, Visibility.Hidden);
            draft.Add(new DelegationSettled(open.Id, command.Status, result));
            return null;
        }

        // The hidden message is the result that models see; the note shows the failure to people.
        var failure = $"{open.Agent} did not carry out {open.Id}: {command.Text}";
        var report = draft.Post(MessageRole.System, "daemon", failure, Visibility.Hidden);
        draft.Add(new DelegationSettled(open.Id, command.Status, report));
        draft.Note(failure);
        return null;
    }

    /// <summary>In the hidden thread: the delegating thread has the outcome.</summary>
    public static Rejection? ConfirmReport(ThreadDraft draft)
    {
        if (draft.State is { Report: not null, Origin: { } origin })
            draft.Add(new DelegationReported(origin.Delegation));
        return null;
    }

    /// <summary>
    /// A request from a chat is for its person, one in a turn for whom the turn works. What is delegated in a hidden
    /// thread is for whom that thread works, and no more trusted than it.
    /// </summary>
    private static DelegatedFor? ForWhom(ThreadDraft draft, DelegatedFor? given)
    {
        var own = draft.Speaker is null ? given : new(draft.By, true);
        var inherited = draft.State.Origin?.For;
        return DelegatedFor.Of(
            own?.Person ?? inherited?.Person, own?.HasOutsideWords == true || inherited?.HasOutsideWords == true);
    }

    private static OpenDelegation? Find(ThreadDraft draft, DelegationId id) =>
        draft.State.Delegations.FirstOrDefault(delegation => delegation.Id == id);
}
