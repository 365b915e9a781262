using AgentGateway.Data;
using AgentGateway.Domain;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Settings;

/// <summary>Where the settings of one daemon come from.</summary>
/// <param name="Options">Settings that the command line gave.</param>
internal sealed record SettingsSource(DataDirectory Data, IReadOnlyDictionary<string, string?> Options)
{
    /// <summary>The settings, or everything that is wrong with them.</summary>
    public (IConfigurationRoot? Settings, IReadOnlyList<Rejection> Problems) Load() =>
        SettingsLoader.Load(Data, Options);
}
