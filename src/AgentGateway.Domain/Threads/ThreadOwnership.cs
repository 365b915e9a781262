using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// Which agent owns the thread, and therefore answers. Ownership is a stack: it returns the way it came.
/// </summary>
internal static class ThreadOwnership
{
    /// <param name="fromTurn">The turn in which the owner itself hands off; null for a principal.</param>
    public static Rejection? HandOff(ThreadDraft draft, string name, string? reason, TurnId? fromTurn)
    {
        if (draft.Rules.Roster.Find(name) is not { } agent) return ThreadRejections.UnknownAgent(name);
        if (fromTurn is not null && draft.By != draft.State.Owner.Value)
            return ThreadRejections.NotOwner(new(draft.By));
        if (agent.Id == draft.State.Owner) return ThreadRejections.AlreadyOwner(agent.Id);
        if (reason?.Length > draft.Rules.TextCharactersMax)
            return ThreadRejections.TextTooLong(reason.Length, draft.Rules.TextCharactersMax);
        if (draft.State.OwnerStack.Length >= draft.Rules.OwnerStackMax)
            return ThreadRejections.StackFull(draft.Rules.OwnerStackMax);
        var from = draft.State.Owner;
        draft.Add(new HandedOff(from, agent.Id, draft.By, reason));
        draft.Note(
            $"{from} handed the thread to {agent.Id}, asked by {draft.By}{(reason is null ? "." : $": {reason}")}");
        return null;
    }

    public static Rejection? Return(ThreadDraft draft)
    {
        if (draft.State.OwnerStack.IsEmpty) return ThreadRejections.NoEarlierOwner;
        var from = draft.State.Owner;
        var to = draft.State.OwnerStack[^1];
        draft.Add(new OwnershipReturned(from, to, draft.By));
        draft.Note($"{from} returned the thread to {to}, asked by {draft.By}.");
        return null;
    }
}
