using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// The thread as one agent sees it: its own words are the assistant's, everybody else's come from a user and name their author. Its own
/// calls stand with their results, always complete and in order, because providers refuse anything else.
/// </summary>
internal sealed class Transcript(PromptRequest request, PromptOptions options)
{
    private readonly List<PromptMessage> _written = [];

    /// <param name="messages">What is to be shown, from <see cref="Shown"/>.</param>
    public List<PromptMessage> Write(IReadOnlyList<Message> messages)
    {
        // Whoever asked may have left out the oldest messages of a very long thread; the model is to know that there are some.
        if (request.Messages is [var oldest, ..] && oldest.Seq - 1 - request.Thread.CompactedThrough is > 0 and var missing)
            _written.Add(new(MessageRole.User, "daemon",
                $"[daemon]: {missing} earlier messages are not shown. thread_read and thread_search with thread_id {request.Thread.Id} find them."));
        var ordered = ThreadOrder.Of(messages, request.Turn);
        for (var at = 0; at < ordered.Count; at++)
        {
            var message = ordered[at];
            if (IsOwn(request, message)) WriteOwn(message, ordered, at);
            else if (message.Role is not MessageRole.Tool) WriteForeign(message);
        }

        // A prompt that ends with the agent's own words asks for nothing, and some providers refuse it. Outside of a turn nobody is asked.
        if (request.Turn is not null && _written is [.., { Role: MessageRole.Assistant }])
            _written.Add(new(MessageRole.User, "daemon", "[daemon]: Go on from here."));
        return _written;
    }

    /// <summary>
    /// The messages that this agent may see here: not those that are compacted, that wait for a later turn or that a section shows, and
    /// of the hidden ones only what concerns it.
    /// </summary>
    public static List<Message> Shown(PromptRequest request)
    {
        var waiting = request.Thread.Turns
            .Where(turn => turn.IsOwners && !turn.Running && turn.Id != request.Turn)
            .SelectMany(turn => turn.Triggers).ToHashSet();
        var returned = ReturnedDelegations(request).Select(message => message.Id).ToHashSet();
        var called = request.Messages.Where(message => IsOwn(request, message))
            .SelectMany(message => (message.ToolCalls ?? []).Select(call => (message.Turn, call.Id))).ToHashSet();
        return [.. request.Messages.Where(message =>
            message.Seq > request.Thread.CompactedThrough
            && message.Id != request.Thread.Summary
            && !waiting.Contains(message.Id)
            && !request.Advice.Contains(message.Id)
            && !returned.Contains(message.Id)
            && (message.Role is MessageRole.Tool
                ? message.ToolCallId is { } call && called.Contains((message.Turn, call))
                : message.Visibility is Visibility.Visible || MaySeeHidden(request, message)))];
    }

    /// <summary>Hidden results of delegations that came back since the agent last answered.</summary>
    public static IEnumerable<Message> ReturnedDelegations(PromptRequest request)
    {
        if (!request.IsOwners) return [];
        var answered = request.Messages
            .Where(message => IsOwn(request, message) && message.Turn != request.Turn)
            .Select(message => message.Seq).DefaultIfEmpty(0).Max();
        return request.Messages.Where(message =>
            message is { Visibility: Visibility.Hidden, Role: MessageRole.Assistant, Turn: null }
            && !IsOwn(request, message)
            && message.Seq > Math.Max(answered, request.Thread.CompactedThrough));
    }

    /// <summary>
    /// Its own steps; and where it answers for the thread, what others asked for or brought back in private. Not the working notes of
    /// participants, not its own requests to others, which its calls tell, and not the daemon's notes, which are visible too.
    /// </summary>
    private static bool MaySeeHidden(PromptRequest request, Message message) =>
        IsOwn(request, message)
            ? message.ToolCalls is { Count: > 0 } || message.Partial
            : request.IsOwners && message is { Turn: null, Role: MessageRole.Assistant or MessageRole.User };

    private static bool IsOwn(PromptRequest request, Message message) =>
        message.Role is MessageRole.Assistant && message.Author == request.Agent.Id.Value;

    private void WriteOwn(Message message, List<Message> ordered, int at)
    {
        var text = Excerpt.Of(message.Text, options.MessageCharactersMax) + (message.Partial ? "\n[the answer broke off here]" : "");
        var calls = message.ToolCalls is { Count: > 0 } asked ? asked : null;
        if (calls is null && string.IsNullOrWhiteSpace(text)) return;
        _written.Add(new(MessageRole.Assistant, message.Author, text, calls));
        foreach (var call in calls ?? [])
        {
            var result = ordered.Skip(at + 1).FirstOrDefault(later =>
                later.Role is MessageRole.Tool && later.Turn == message.Turn && later.ToolCallId == call.Id);
            var limit = message.Turn == request.Turn ? options.ToolResultCharactersMax : options.OldToolResultCharactersMax;
            _written.Add(new(MessageRole.Tool, call.Tool,
                result is null ? "There is no result: the turn ended before the tool did." : Excerpt.Of(result.Text, limit), null, call.Id));
        }
    }

    private void WriteForeign(Message message)
    {
        var text = Excerpt.Of(message.Text, options.MessageCharactersMax);
        foreach (var file in message.Attachments ?? [])
            text += "\n\n" + Excerpt.Fenced("file", $"name={Excerpt.Quoted(file.Name)}{(file.Truncated ? " truncated=\"true\"" : "")}",
                Excerpt.Of(file.Content, options.AttachmentCharactersMax));
        if (string.IsNullOrWhiteSpace(text)) return;
        var note = message.Visibility is Visibility.Hidden && message.Role is not MessageRole.User ? ", not shown to people" : "";
        var broken = message.Partial ? "\n[the answer broke off here]" : "";
        _written.Add(new(MessageRole.User, message.Author, $"[{message.Author}{note}]: {text}{broken}"));
    }
}
