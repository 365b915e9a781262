namespace AgentGateway.Domain.Threads;

/// <summary>
/// How a thread begins and changes as a whole: opened, renamed, archived, pinned, compacted, deleted.
/// </summary>
internal static class ThreadLifecycle
{
    public static Rejection? Open(ThreadDraft draft, OpenThread command)
    {
        if (RefuseTitle(draft.Rules, command.Title) is { } refused) return refused;
        draft.Add(new ThreadCreated(
            command.Title?.Trim(), command.Owner, command.Workspace, draft.By, Fork: command.ForkOf));
        return null;
    }

    public static Rejection? OpenHidden(ThreadDraft draft, OpenHiddenThread command)
    {
        draft.Add(new ThreadCreated(
            TitleOf(draft.Rules, $"{command.Agent}: {command.Text}"),
            command.Agent,
            command.Workspace,
            command.By,
            true,
            command.Origin,
            command.Context));
        var message = draft.PostRequest(command.Text, command.Attachments, command.Turn);
        ThreadTurns.Queue(
            draft, new(command.Turn, TurnKind.Delegation, command.Agent, [message]) { Task = command.Origin.Task });
        return null;
    }

    public static Rejection? Change(ThreadDraft draft, ChangeThread command)
    {
        if (command is { Title: null, Archived: null, Pinned: null }) return ThreadRejections.NothingToChange;
        if (RefuseTitle(draft.Rules, command.Title) is { } refused) return refused;
        if (command.Title?.Trim() is { } title && title != draft.State.Title) draft.Add(new ThreadRenamed(title));
        if (command.Archived is { } archived && archived != draft.State.Archived)
            draft.Add(archived ? new ThreadArchived() : new ThreadUnarchived());
        if (command.Pinned is { } pinned && pinned != draft.State.Pinned)
            draft.Add(pinned ? new ThreadPinned() : new ThreadUnpinned());
        return null;
    }

    /// <summary>Ends what is open and leaves only what is owed to others.</summary>
    public static Rejection? Delete(ThreadDraft draft)
    {
        if (draft.State.IsDeleted) return null;
        // The end of an answer also ends the advice for it, which may be a later turn of this list.
        foreach (var turn in draft.State.Turns)
            if (draft.State.Turn(turn.Id) is { } open)
                ThreadTurns.End(draft, open, TurnStatus.Cancelled, null);
        draft.Add(new ThreadDeleted());
        return null;
    }

    public static Rejection? ConfirmErased(ThreadDraft draft)
    {
        if (draft.State.EraseKey is not null) draft.Add(new ThreadErased());
        return null;
    }

    public static Rejection? Compact(ThreadDraft draft, CompactThread command)
    {
        if (command.ThroughSeq <= draft.State.CompactedThrough || command.ThroughSeq > draft.State.LastSeq) return null;
        var summary = draft.Post(MessageRole.System, "daemon", command.Summary, Visibility.Hidden);
        draft.Add(new ThreadCompacted(command.ThroughSeq, summary));
        return null;
    }

    /// <summary>
    /// A title made of a text: its first line with text, cut at a word where one ends in the second half.
    /// </summary>
    public static string TitleOf(ThreadRules rules, string text)
    {
        var max = Math.Min(72, rules.TitleCharactersMax);
        var line = text.AsSpan().Trim();
        if (line.IndexOfAny('\n', '\r') is >= 0 and var end) line = line[..end].TrimEnd();
        if (line.Length <= max) return line.ToString();
        var cut = line[..max].LastIndexOf(' ');
        var room = max - 1;
        if (cut < max / 2) cut = char.IsHighSurrogate(line[room - 1]) ? room - 1 : room;
        return $"{line[..cut].TrimEnd()}…";
    }

    private static Rejection? RefuseTitle(ThreadRules rules, string? title)
    {
        if (title is null) return null;
        if (string.IsNullOrWhiteSpace(title))
            return new("empty_title", "The title is empty.", "Give a title, or leave it out.");
        return title.Length > rules.TitleCharactersMax
            ? ThreadRejections.TitleTooLong(title.Length, rules.TitleCharactersMax)
            : null;
    }
}
