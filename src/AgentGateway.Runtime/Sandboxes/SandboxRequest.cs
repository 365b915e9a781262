using AgentGateway.Domain.Policy;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>What is to run in a sandbox, and where.</summary>
/// <param name="Profile">Not <see cref="SandboxProfile.Open"/>.</param>
/// <param name="Root">The workspace's directory in its real place; null for a call without a workspace.</param>
/// <param name="Directory">Where the program starts; links are followed.</param>
internal sealed record SandboxRequest(SandboxProfile Profile, string? Root, string Directory)
{
    /// <summary>
    /// Whether empty directories of what runs later become <see cref="SandboxMount.Closed"/>, which bubblewrap makes
    /// faster than it shows them. What a person puts there meanwhile is seen by the next program only.
    /// </summary>
    public bool ClosesEmpty { get; init; }
}

/// <summary>A network namespace whose only way out is the egress proxy.</summary>
/// <param name="Entry">Words before the sandbox's own that enter it.</param>
/// <param name="Mounts">What a program needs in order to use it, such as its resolver's address.</param>
/// <param name="Environment">Variables by which programs find the proxy; none of them is a secret.</param>
internal sealed record SandboxNetwork(
    IReadOnlyList<string> Entry, IReadOnlyList<SandboxMount> Mounts, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The same sandbox in this network.</summary>
    public SandboxPlan Around(SandboxPlan plan) =>
        plan with { Mounts = [.. plan.Mounts, .. Mounts], NetworkEntry = Entry };
}
