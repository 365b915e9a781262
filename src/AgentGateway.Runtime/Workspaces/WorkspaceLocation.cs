using System.Globalization;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>The directory and the variables that a session in a workspace gets.</summary>
/// <param name="Environment">Its name and ports.</param>
public sealed record WorkspaceLocation(string Name, string Directory, IReadOnlyDictionary<string, string> Environment)
{
    /// <inheritdoc cref="WorkspacePlan.JudgedAs"/>
    public string? JudgedAs { get; init; }

    internal static WorkspaceLocation Of(string name, WorkspacePlan plan) =>
        new(name, plan.Directory, VariablesOf(name, plan)) { JudgedAs = plan.JudgedAs };

    internal static IReadOnlyDictionary<string, string> VariablesOf(string name, WorkspacePlan plan)
    {
        var first = plan.FirstPort.ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>
        {
            ["AGW_WORKSPACE"] = name,
            ["AGW_PORT_BASE"] = first,
            ["AGW_PORT_COUNT"] = plan.PortCount.ToString(CultureInfo.InvariantCulture),
            ["PORT"] = first,
        };
    }
}
