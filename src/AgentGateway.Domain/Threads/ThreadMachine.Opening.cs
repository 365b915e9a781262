namespace AgentGateway.Domain.Threads;

/// <summary>How threads begin and change as a whole.</summary>
public sealed partial class ThreadMachine
{
    private static Rejection? Open(ThreadDraft draft, OpenThread command)
    {
        if (RefuseTitle(draft.Rules, command.Title) is { } refused) return refused;
        draft.Add(
            new ThreadCreated(
                Trimmed(command.Title), command.Owner, command.Workspace, draft.By, Fork: command.ForkOf));
        return null;
    }

    private static Rejection? OpenHidden(ThreadDraft draft, OpenHiddenThread command)
    {
        draft.Add(new ThreadCreated(
            TitleOf(draft.Rules,
                $"{command.Agent}: {command.Text}"), command.Agent, command.Workspace, command.By, true,
                    command.Origin, command.Context));
        var message = draft.Post(
            MessageRole.User, command.By, command.Text, turn: command.Turn, with: m =>
                m with { Attachments = NullIfEmpty(command.Attachments) });
        Queue(draft, command.Turn, TurnKind.Delegation, command.Agent, [message], task: command.Origin.Task);
        return null;
    }

    private static Rejection? Change(ThreadDraft draft, ChangeThread command)
    {
        if (command is { Title: null, Archived: null, Pinned: null }) return ThreadRejections.NothingToChange;
        if (RefuseTitle(draft.Rules, command.Title) is { } refused) return refused;
        if (Trimmed(command.Title) is { } title && title != draft.State.Title) draft.Add(new ThreadRenamed(title));
        if (command.Archived is { } archived && archived != draft.State.Archived)
            draft.Add(archived ? new ThreadArchived() : new ThreadUnarchived());
        if (command.Pinned is { } pinned && pinned != draft.State.Pinned)
            draft.Add(pinned ? new ThreadPinned() : new ThreadUnpinned());
        return null;
    }

    private static Rejection? Compact(ThreadDraft draft, CompactThread command)
    {
        if (command.ThroughSeq <= draft.State.CompactedThrough || command.ThroughSeq > draft.State.LastSeq) return null;
        var summary = draft.Post(MessageRole.System, "daemon", command.Summary, Visibility.Hidden);
        draft.Add(new ThreadCompacted(command.ThroughSeq, summary));
        return null;
    }

    private static Rejection? RefuseTitle(ThreadRules rules, string? title) =>
        title is null ? null
        : string.IsNullOrWhiteSpace(title) ? new("empty_title", "The title is empty.", "Give a title, or leave it out.")
        : title.Length > rules.TitleCharactersMax ? ThreadRejections.TitleTooLong(
            title.Length, rules.TitleCharactersMax)
        : null;

    /// <summary>
    /// A title made of a text: its first line that says something, cut at a word where one ends nearby.
    /// </summary>
    private static string TitleOf(ThreadRules rules, string text)
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

    private static string? Trimmed(string? title) => title?.Trim();

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> items) => items.Count == 0 ? null : items;
}
