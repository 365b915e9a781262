using System.Collections;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Settings;

/// <summary>
/// Settings from the environment: <c>AGW_Section__Key</c>. Every setting is in a section, so variables without
/// <c>__</c>, such as <c>AGW_DATA</c>, are none.
/// </summary>
internal sealed class SettingsVariables : ConfigurationProvider, IConfigurationSource
{
    private const string Separator = "__";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (name.StartsWith(SettingsLoader.EnvironmentPrefix, StringComparison.Ordinal) && name.Contains(
                Separator, StringComparison.Ordinal))
                Data[name[SettingsLoader.EnvironmentPrefix.Length..].Replace(
                    Separator, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] =
                    (string?)variable.Value;
        }
    }
}
