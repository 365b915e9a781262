using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary>Arguments that several tools of the chat platforms have.</summary>
internal static class GatewayToolArguments
{
    public static ToolArgument<string> Platform { get; } = ToolArgument.Text(
        "name", "The platform, such as telegram.").Required();

    public static ToolArgument<string> Approve { get; } = ToolArgument.Text(
        "approve", "The highest risk that the person may approve: R0, R1, R2 or R3. None without it.");
}
