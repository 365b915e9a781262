using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>Whether programs can be contained on this machine.</summary>
internal sealed class SandboxFindings(SandboxService sandboxes, GatewayHome home) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
    [
        sandboxes.Unusable is { } why
            ? Finding.Warn(
                "sandbox",
                $"{why.Message} Programs of agents and clients can do what your user can, so each start needs approval.",
                why.Code == BwrapProbe.Missing.Code
                    ? PackageCommand.Install("bubblewrap", home.Environment.GetValueOrDefault("PATH"))
                    : why.Hint!)
            : Finding.Ok("sandbox", "bubblewrap works: programs of agents and clients are contained"),
    ];
}
