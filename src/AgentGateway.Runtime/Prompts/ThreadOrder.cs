using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// Orders messages by the time when they were taken up; they are stored in the order in which they came. A message that
/// waited while another was answered is shown after that answer, in front of its own; otherwise a model would see two
/// questions in a row and then answers that do not follow them.
/// </summary>
internal static class ThreadOrder
{
    public static List<Message> Of(IReadOnlyList<Message> messages, TurnId? current)
    {
        var asked = messages.Where(IsQuestion).Select(message => message.Turn!.Value).ToHashSet();
        var firstOutput = new Dictionary<TurnId, int>();
        for (var at = 0; at < messages.Count; at++)
            if (IsOutput(messages[at]) && messages[at].Turn is { } turn)
                firstOutput.TryAdd(turn, at);

        // A moved message goes directly after the message that it follows; ties keep the order of arrival.
        return [.. messages
            .Select((message, at) => (message, at, place: PlaceOf(message, at)))
            .OrderBy(entry => entry.place).ThenBy(entry => entry.place == entry.at ? 0 : 1).ThenBy(entry => entry.at)
            .Select(entry => entry.message)];

        int PlaceOf(Message message, int at)
        {
            if (!IsQuestion(message)) return at;
            var turn = message.Turn!.Value;
            var until = firstOutput.GetValueOrDefault(turn, messages.Count);
            for (var before = until - 1; before > at; before--)
                if (IsOutput(messages[before])
                    && messages[before].Turn is { } other
                    && other != turn
                    && (turn == current || asked.Contains(other)))
                    return before;
            return at;
        }
    }

    private static bool IsQuestion(Message message) => message.Role is MessageRole.User && message.Turn is not null;

    private static bool IsOutput(Message message) => message.Role is MessageRole.Assistant or MessageRole.Tool;
}
