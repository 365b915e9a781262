using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// Hidden work for other agents: asked for here, done in a hidden thread, and its outcome brought back.
/// </summary>
public sealed partial class ThreadMachine
{
    private static Rejection? Delegate(ThreadDraft draft, RequestDelegation command)
    {
        if (string.IsNullOrWhiteSpace(command.Text)) return ThreadRejections.EmptyText;
        if (command.Text.Length > draft.Rules.TextCharactersMax)
            return ThreadRejections.TextTooLong(command.Text.Length, draft.Rules.TextCharactersMax);
        if (draft.State.Archived) return ThreadRejections.Archived;
        var role = command.FromTurn is null ? MessageRole.User : MessageRole.Assistant;
        var request = draft.Post(role, draft.By, command.Text, Visibility.Hidden, command.FromTurn);
        return Request(
            draft,
            command.Agent,
            request,
            0,
            command.FromTurn,
            command.FromTurn is { } turn ? draft.State.Turn(turn)?.Task : command.Task);
    }

    private static Rejection? Request(
        ThreadDraft draft, AgentId agent, MessageId request, int textStart, TurnId? fromTurn, TaskId? task = null)
    {
        if (draft.Rules.Roster.Find(agent) is null) return ThreadRejections.UnknownAgent(agent.Value);
        if (fromTurn is not null && draft.By == agent.Value) return ThreadRejections.SelfDelegation(agent);
        if (draft.State.Delegations.Length >= draft.Rules.DelegationsMax)
            return ThreadRejections.DelegationsFull(draft.Rules.DelegationsMax);
        if ((draft.State.Origin?.Depth ?? 0) >= draft.Rules.DelegationDepthMax)
            return ThreadRejections.DelegationTooDeep(draft.Rules.DelegationDepthMax);
        var id = draft.NewDelegation();
        var (thread, turn) = (draft.NewThread(), draft.NewTurn());
        draft.Add(
            new DelegationRequested(id, agent, thread, turn, request, textStart, draft.By, fromTurn) { Task = task });
        if (fromTurn is null) draft.Note($"{agent} was asked in private ({id}).");
        return null;
    }

    private static Rejection? Confirm(ThreadDraft draft, ConfirmDelegation command)
    {
        if (draft.State.Delegations.FirstOrDefault(d => d.Id == command.Delegation) is { Opened: false } open)
            draft.Add(new DelegationOpened(open.Id));
        return null;
    }

    private static Rejection? Settle(ThreadDraft draft, SettleDelegation command)
    {
        if (draft.State.Delegations.FirstOrDefault(d => d.Id == command.Delegation) is not { } open) return null;
        var succeeded = command.Status == TurnStatus.Completed;
        var result = succeeded
            ? draft.Post(MessageRole.Assistant, open.Agent.Value, command.Text, Visibility.Hidden)
            : draft.Post(
                MessageRole.System,
                "daemon",
                $"{open.Agent} did not carry out {open.Id}: {command.Text}",
                Visibility.Hidden);
        draft.Add(new DelegationSettled(open.Id, command.Status, result));
        if (!succeeded) draft.Note($"{open.Agent} did not carry out {open.Id}: {command.Text}");
        return null;
    }

    private static Rejection? ConfirmReported(ThreadDraft draft)
    {
        if (draft.State is { Report: not null, Origin: { } origin })
            draft.Add(new DelegationReported(origin.Delegation));
        return null;
    }
}
