using System.Collections.Immutable;

namespace AgentGateway.Domain.Egress;

/// <summary>The hosts that the sandboxes of one workspace have reached or tried to reach, as far as they are kept.</summary>
/// <param name="Workspace">Its directory; empty for runs without one, null before anything was reached.</param>
/// <param name="Hosts">The latest last; at most <see cref="HostsMax"/>.</param>
public sealed record EgressState(string? Workspace, ImmutableArray<HostUse> Hosts)
{
    /// <summary>The events have all of them; the state has room for these.</summary>
    public const int HostsMax = 100;

    public static EgressState Initial { get; } = new(null, []);
}
