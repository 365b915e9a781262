using AgentGateway.Domain;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>Refusals of the terminal library, which knows no other project, as rejections.</summary>
internal static class TerminalRefusals
{
    public static Rejection ToRejection(this Refusal refusal) => new(refusal.Code, refusal.Message, refusal.Hint);
}
