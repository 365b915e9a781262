using AgentGateway.Domain;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Sandboxes;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Settings;

/// <summary>What the schema cannot say of the settings <c>Sandbox</c> and <c>Egress</c>.</summary>
internal static class SandboxSettings
{
    public static IEnumerable<Rejection> Problems(IConfiguration settings)
    {
        var home = LocalPathZones.Of(null).Home;
        return
        [
            .. SandboxOptions.Problems("Sandbox:Read", List("Sandbox:Read"), home),
            .. SandboxOptions.Problems("Sandbox:Write", List("Sandbox:Write"), home),
            .. HostRules.Problems("Sandbox:Hosts", List("Sandbox:Hosts"), HostRules.Packages),
            .. HostRules.Problems("Sandbox:PackageHosts", List("Sandbox:PackageHosts")),
            .. EgressOptions.Problems(List("Egress:Ports")),
        ];

        string[] List(string key) => [.. settings.GetSection(key).GetChildren().Select(item => item.Value).OfType<string>()];
    }
}
