using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>The arguments by which a call says what the program that it starts may reach.</summary>
internal static class SandboxArguments
{
    public static readonly ToolArgument<string> Sandbox = ToolArgument.Choice(
        "sandbox",
        "What it may reach: read (nothing written), workspace (default: writes the workspace, no network), network "
            + "(hosts that are allowed, a person is asked about others), open (no sandbox; a person approves each).",
        [.. SandboxProfiles.Names]);

    public static readonly ToolArgument<string> Reason = ToolArgument.Text(
        "reason", "Why open is needed; the person who approves reads it.");

    /// <summary>
    /// The profile that the call gets. The person at the local command line gets what was asked for, and is told where
    /// that cannot be; for everybody else a program that no sandbox can hold is open, and judged as such.
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
