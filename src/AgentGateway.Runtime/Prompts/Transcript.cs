using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// The thread as one agent sees it: its own messages have the role assistant, all others the role user and the name of
/// their author. Its own calls come with their results, always complete and in order, because providers refuse anything
/// else.
/// </summary>
internal sealed class Transcript(PromptSubject subject, PromptOptions options)
{
    private readonly List<PromptMessage> _written = [];

    /// <param name="messages">The messages to show, from <see cref="Shown"/>.</param>
    public List<PromptMessage> Write(IReadOnlyList<Message> messages)
    {
        // The oldest messages of a very long thread may not have been read; the model is to know that there are some.
        if (subject.Messages is [var oldest, ..]
            && oldest.Seq - 1 - subject.Thread.CompactedThrough is > 0 and var missing)
            _written.Add(new(MessageRole.User, "daemon",
                $"[daemon]: {missing} earlier messages are not shown. thread_read and thread_search with thread_id "
                    + $"{subject.Thread.Id} find them."));
        var ordered = ThreadOrder.Of(messages, subject.Turn);
        for (var at = 0; at < ordered.Count; at++)
        {
            var message = ordered[at];
            if (IsOwn(subject, message)) WriteOwn(message, ordered, at);
            else if (message.Role is not MessageRole.Tool) WriteForeign(message);
        }

        // Some providers refuse a prompt that ends with the agent's own message, because it asks for nothing.
        // Outside of a turn the prompt is only shown.
        if (subject.Turn is not null && _written is [.., { Role: MessageRole.Assistant }])
            _written.Add(new(MessageRole.User, "daemon", "[daemon]: Go on from here."));
        return _written;
    }

    /// <summary>
    /// The messages that this agent may see here: not those that are compacted, that wait for a later turn or that a
    /// section shows, and of the hidden ones only what concerns it.
    /// </summary>
    public static List<Message> Shown(PromptFacts facts)
    {
        var subject = facts.Subject;
        var waiting = subject.Thread.Turns
            .Where(turn => turn.IsOwners && !turn.Running && turn.Id != subject.Turn)
            .SelectMany(turn => turn.Triggers).ToHashSet();
        var inSections = facts.Shown;
        var called = subject.Messages.Where(message => IsOwn(subject, message))
            .SelectMany(message => (message.ToolCalls ?? []).Select(call => (message.Turn, call.Id))).ToHashSet();
        return [.. subject.Messages.Where(message =>
            message.Seq > subject.Thread.CompactedThrough
            && message.Id != subject.Thread.Summary
            && !waiting.Contains(message.Id)
            && !inSections.Contains(message.Id)
            && (message.Role is MessageRole.Tool
                ? message.ToolCallId is { } call && called.Contains((message.Turn, call))
                : message.Visibility is Visibility.Visible || MaySeeHidden(subject, message)))];
    }

    /// <summary>Hidden results of delegations that came back since the agent last answered.</summary>
    public static IEnumerable<Message> ReturnedDelegations(PromptSubject subject)
    {
        if (!subject.IsOwners) return [];
        var answered = subject.Messages
            .Where(message => IsOwn(subject, message) && message.Turn != subject.Turn)
            .Select(message => message.Seq).DefaultIfEmpty(0).Max();
        return subject.Messages.Where(message =>
            message is { Visibility: Visibility.Hidden, Role: MessageRole.Assistant, Turn: null }
            && !IsOwn(subject, message)
            && message.Seq > Math.Max(answered, subject.Thread.CompactedThrough));
    }

    /// <summary>
    /// Its own steps; and, where it answers for the thread, private requests and results of others. Not the working
    /// notes of participants, not its own requests to others, which its calls show, and not the daemon's notes, which
    /// are visible too.
    /// </summary>
    private static bool MaySeeHidden(PromptSubject subject, Message message) =>
        IsOwn(subject, message)
            ? message.ToolCalls is { Count: > 0 } || message.Partial
            : subject.IsOwners
                && message is { Turn: null, Role: MessageRole.Assistant or MessageRole.User }
                && (message.For is null || message.For == subject.Agent.Id);

    private static bool IsOwn(PromptSubject subject, Message message) =>
        message.Role is MessageRole.Assistant && message.Author == subject.Agent.Id.Value;

    private void WriteOwn(Message message, List<Message> ordered, int at)
    {
        var text = Excerpt.Of(message.Text, options.MessageCharactersMax)
            + (message.Partial ? "\n[the answer broke off here]" : "");
        var calls = message.ToolCalls is { Count: > 0 } asked ? asked : null;
        if (calls is null && string.IsNullOrWhiteSpace(text)) return;
        _written.Add(new(MessageRole.Assistant, message.Author, text, calls));
        foreach (var call in calls ?? [])
        {
            var result = ordered.Skip(at + 1).FirstOrDefault(later =>
                later.Role is MessageRole.Tool && later.Turn == message.Turn && later.ToolCallId == call.Id);
            var limit = message.Turn == subject.Turn
                ? options.ToolResultCharactersMax
                : options.OldToolResultCharactersMax;
            _written.Add(new(MessageRole.Tool, call.Tool,
                result is null
                    ? "There is no result: the turn ended before the tool did."
                    : Excerpt.Of(result.Text, limit), null, call.Id));
        }
    }

    private void WriteForeign(Message message)
    {
        var text = Excerpt.Of(message.Text, options.MessageCharactersMax);
        foreach (var file in message.Attachments ?? [])
            text += "\n\n"
                + Excerpt.Fenced(
                    "file",
                    $"name={Excerpt.Quoted(file.Name)}{(file.Truncated ? " truncated=\"true\"" : "")}"
                        + (file.Artifact is { } artifact ? $" artifact=\"{artifact}\"" : ""),
                Excerpt.Of(file.Content, options.AttachmentCharactersMax));
        if (string.IsNullOrWhiteSpace(text)) return;
        var note = message.For is not null ? ", to you alone"
            : message.Visibility is Visibility.Hidden && message.Role is not MessageRole.User ? ", not shown to people"
            : "";
        var broken = message.Partial ? "\n[the answer broke off here]" : "";
        var author = message switch
        {
            { Speaker: { } speaker } => $"{Excerpt.Quoted(speaker.Name)} ({message.Author})",
            { Client: { } client } => $"{message.Author} ({client.Name})",
            _ => message.Author,
        };
        _written.Add(new(MessageRole.User, message.Author, $"[{author}{note}]: {text}{broken}"));
    }
}
