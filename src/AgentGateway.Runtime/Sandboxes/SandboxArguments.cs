using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>The arguments by which a call says what the program that it starts may reach.</summary>
internal static class SandboxArguments
{
    public static readonly ToolArgument<string> Sandbox = ToolArgument.Choice(
        "sandbox",
        "What it may reach. workspace (default): no network; network asks for new hosts; open needs an approval.",
        [.. SandboxProfiles.Names]);

    public static readonly ToolArgument<string> Reason = ToolArgument.Text(
        "reason", "Why open, for the approver.");

    /// <summary>
    /// The profile that the call gets. The person at the local command line gets the profile that they ask for;
    /// starting it is refused where it is not possible. For all other callers a program that no sandbox can hold is
    /// open, and judged as such.
    /// </summary>
    public static SandboxProfile Of(SandboxService sandboxes, ToolRequest request, CallArguments arguments)
    {
        var isPerson = request.Requester is null && request.Caller.Principal.IsLocal;
        var asked = arguments.Text(Sandbox) is { } name
            ? SandboxProfiles.Find(name)!.Value
            : isPerson ? SandboxProfile.Open : SandboxProfile.Workspace;
        return isPerson ? asked : sandboxes.Effective(asked);
    }
}
