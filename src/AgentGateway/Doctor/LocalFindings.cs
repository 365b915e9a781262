using AgentGateway.Data;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>The findings that need no daemon. Looking for them changes nothing.</summary>
internal static class LocalFindings
{
    public static IEnumerable<Finding> Of(DataDirectory data)
    {
        IFindingSource[] sources = Directory.Exists(data.Path)
            ?
            [
                new ProgramFindings(),
                new DataFindings(data),
                GatewayStore.Findings(data),
                new SecretFindings(data),
                new SettingsFindings(data),
                new DaemonFindings(data),
                new MachineFindings(data),
            ]
            : [new ProgramFindings(), new DataFindings(data)];
        return sources.SelectMany(source => source.Find());
    }
}
