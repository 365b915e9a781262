namespace AgentGateway.Runtime.Egress;

/// <summary>Which hosts every sandbox with a network reaches unasked: of the settings <c>Sandbox</c>.</summary>
public sealed class SandboxHostOptions
{
    /// <summary>
    /// <c>host</c>, <c>host:port</c>, <c>*.host</c> (the hosts below it), or the set <c>packages</c>.
    /// </summary>
    public IList<string> Hosts { get; set; } = [];

    /// <summary>Hosts that the set <c>packages</c> has beside those of the package managers' own settings.</summary>
    public IList<string> PackageHosts { get; set; } = [];
}
