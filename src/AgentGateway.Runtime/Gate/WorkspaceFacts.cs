using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Gate;

/// <summary>Facts of tools that reach nothing outside of the workspace, whatever they are asked for.</summary>
internal static class WorkspaceFacts
{
    /// <summary>What leads out is refused by the tool itself, so that nobody is asked about what could not be done anyway.</summary>
    public static CallFacts Of(string? workspace, string path, PathUse use)
    {
        if (workspace is null || path.Contains('\0', StringComparison.Ordinal)) return CallFacts.None;
        var inside = RealPath.Leading(workspace);
        var real = RealPath.Leading(Path.Combine(workspace, path));
        return real is not null && (real == inside || real.StartsWith(inside + "/", StringComparison.Ordinal))
            ? new CallFacts { Paths = [(path, use)] }
            : CallFacts.None;
    }
}
