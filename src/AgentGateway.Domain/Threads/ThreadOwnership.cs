namespace AgentGateway.Domain.Threads;

/// <summary>
/// Which agent owns the thread, and therefore answers. Ownership is a stack: it returns the way it came.
/// </summary>
internal static class ThreadOwnership
{
    public static Rejection? HandOff(ThreadDraft draft, HandOff command)
    {
        var (name, reason) = (command.Agent, command.Reason);
        if (draft.Rules.Roster.Find(name) is not { } agent) return ThreadRejections.UnknownAgent(name);
        if (command.FromTurn is not null && draft.By != draft.State.Owner.Value)
            return ThreadRejections.NotOwner(new(draft.By));
        if (agent.Id == draft.State.Owner) return ThreadRejections.AlreadyOwner(agent.Id);
        if (reason?.Length > draft.Rules.TextCharactersMax)
            return ThreadRejections.TextTooLong(reason.Length, draft.Rules.TextCharactersMax);
        var brief = string.IsNullOrWhiteSpace(command.Brief) ? null : command.Brief.Trim();
        if (brief is not null && draft.Rules.RefuseText(brief) is { } unfit) return unfit;
        if (draft.State.OwnerStack.Length >= draft.Rules.OwnerStackMax)
            return ThreadRejections.StackFull(draft.Rules.OwnerStackMax);
        var from = draft.State.Owner;
        draft.Add(new HandedOff(from, agent.Id, draft.By, reason));
        draft.Note(
            $"{from} handed the thread to {agent.Id}, asked by {draft.By}{(reason is null ? "." : $": {reason}")}");
        if (brief is not null)
            draft.Post(
                MessageRole.User, draft.By, brief, Visibility.Hidden, with: message => message with { For = agent.Id });
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
