using System.Collections.Immutable;

namespace AgentGateway.Domain.Policy;

/// <summary>The names of profiles, as people, calls and stored events spell them.</summary>
public static class SandboxProfiles
{
    /// <summary>In the order of reach.</summary>
    public static readonly ImmutableArray<string> Names = ["read", "workspace", "network", "open"];

    /// <summary>The profile's name.</summary>
    public static string NameOf(SandboxProfile profile) => Names[(int)profile];

    /// <summary>Null: there is no profile of that name.</summary>
    public static SandboxProfile? Find(string name) =>
        Names.IndexOf(name) is >= 0 and var index ? (SandboxProfile)index : null;

    /// <summary>
    /// What a stored event says. Before there were profiles a session was in <c>bwrap</c>, in <c>strict</c>, or in
    /// <c>none</c>; the first two get the profile that reaches no further than either did.
    /// </summary>
    public static SandboxProfile OfStored(string name) => Find(name) ?? (name == "none"
        ? SandboxProfile.Open
        : SandboxProfile.Workspace);

    /// <summary>
    /// What running something in it can do at worst. In <see cref="SandboxProfile.Network"/> each host that is not
    /// allowed yet is asked about when it is connected to.
    /// </summary>
    public static RiskClass RiskOf(SandboxProfile profile) => profile switch
    {
        SandboxProfile.Read => RiskClass.R0,
        SandboxProfile.Workspace or SandboxProfile.Network => RiskClass.R1,
        _ => RiskClass.R3,
    };
}
