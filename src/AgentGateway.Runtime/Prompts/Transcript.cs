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
        var ordered = ThreadOrder.Of(messages, request.Turn);
        for (var at = 0; at < ordered.Count; at++)
        {
            var message = ordered[at];
            if (IsOwn(message)) WriteOwn(message, ordered, at);
            else if (message.Role is not MessageRole.Tool) WriteForeign(message);
        }

        // A prompt that ends with the agent's own words asks for nothing, and some providers refuse it.
        if (_written is [.., { Role: MessageRole.Assistant }])
            _written.Add(new(MessageRole.User, "daemon", "[daemon]: Go on from here."));
        return _written;
    }

    /// <summary>
    /// The messages that this agent may see here: not those that are compacted, that wait for a later turn or that a section shows, and
    /// hidden ones only where the agent answers for the thread.
    /// </summary>
    public static List<Message> Shown(PromptRequest request)
    {
        var waiting = request.Thread.Turns
            .Where(turn => turn.IsOwners && !turn.Running && turn.Id != request.Turn)
            .SelectMany(turn => turn.Triggers).ToHashSet();
        var returned = ReturnedDelegations(request).Select(message => message.Id).ToHashSet();
        return [.. request.Messages.Where(message =>
            message.Seq > request.Thread.CompactedThrough
            && message.Id != request.Thread.Summary
            && !waiting.Contains(message.Id)
            && !request.Advice.Contains(message.Id)
            && !returned.Contains(message.Id)
            && (message.Author == request.Agent.Id.Value || (message.Role is not MessageRole.Tool && MaySee(request, message))))
            .Concat(OwnResults(request)).OrderBy(message => message.Seq)];
    }

    /// <summary>Hidden results of delegations that came back since the agent last answered.</summary>
    public static IEnumerable<Message> ReturnedDelegations(PromptRequest request)
    {
        if (!request.IsOwners) return [];
        var answered = request.Messages
            .Where(message => message.Role is MessageRole.Assistant && message.Author == request.Agent.Id.Value && message.Turn != request.Turn)
            .Select(message => message.Seq).DefaultIfEmpty(0).Max();
        return request.Messages.Where(message =>
            message.Visibility is Visibility.Hidden
            && message.Role is not MessageRole.Tool
            && message.Author != request.Agent.Id.Value
            && message.Id != request.Thread.Summary
            && message.Role is not MessageRole.User
            && message.Seq > Math.Max(answered, request.Thread.CompactedThrough));
    }

    private static bool MaySee(PromptRequest request, Message message) => message.Visibility is Visibility.Visible || request.IsOwners;

    /// <summary>Results of the agent's own calls, which carry the tool's name as their author.</summary>
    private static IEnumerable<Message> OwnResults(PromptRequest request)
    {
        var called = request.Messages
            .Where(message => message.Role is MessageRole.Assistant && message.Author == request.Agent.Id.Value)
            .SelectMany(message => (message.ToolCalls ?? []).Select(call => (message.Turn, call.Id))).ToHashSet();
        return request.Messages.Where(message =>
            message.Role is MessageRole.Tool
            && message.Seq > request.Thread.CompactedThrough
            && message.Author != request.Agent.Id.Value
            && message.ToolCallId is { } id
            && called.Contains((message.Turn, id)));
    }

    private bool IsOwn(Message message) => message.Role is MessageRole.Assistant && message.Author == request.Agent.Id.Value;

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
