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
    /// Whether it is a single command, for which a caller waits. What is put into an empty directory that runs later
    /// while the command runs is then seen by the next one only, and the start is shorter.
    /// </summary>
    public bool IsBrief { get; init; }
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
