using AgentGateway.Data;
using AgentGateway.Runtime.Backups;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Doctor;

/// <summary>The findings about what only the host knows. Looking for them changes nothing.</summary>
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
                Backups(data),
                new SecretFindings(data),
                new SettingsFindings(data),
                new DaemonFindings(data),
                new MachineFindings(data),
            ]
            : [new ProgramFindings(), new DataFindings(data)];
        return sources.SelectMany(source => source.Find());
    }

    /// <summary>By the defaults where the settings cannot be read, which is a finding of its own.</summary>
    private static BackupFindings Backups(DataDirectory data)
    {
        var (settings, _) = SettingsLoader.Load(data, new Dictionary<string, string?>());
        return new(data.Path, settings?.GetSection("Backups").Get<BackupOptions>() ?? new(), TimeProvider.System);
    }
}
