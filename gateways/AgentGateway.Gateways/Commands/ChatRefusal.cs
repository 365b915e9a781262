using AgentGateway.Domain;
using AgentGateway.Gateways.Text;

namespace AgentGateway.Gateways.Commands;

/// <summary>A refusal as a person in a chat reads it. Pure.</summary>
internal static class ChatRefusal
{
    public static ChatReply Of(Rejection refused) => new(
        $"{refused.Message} {refused.Hint} ({MarkdownText.Code(refused.Code)})".Replace("  ", " ", StringComparison.Ordinal));
}
