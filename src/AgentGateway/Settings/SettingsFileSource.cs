using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace AgentGateway.Settings;

/// <summary>
/// A file of settings. A setting that is null counts as left out, as people mean it, and does not take the place of a
/// default: the type of no setting allows null.
/// </summary>
internal sealed class SettingsFileSource : JsonConfigurationSource
{
    private SettingsFileSource()
    {
    }

    public static SettingsFileSource Of(string file)
    {
        var source = new SettingsFileSource { Path = file, Optional = false, ReloadOnChange = false };
        source.ResolveFileProvider();
        return source;
    }

    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new Provider(this);
    }

    private sealed class Provider(SettingsFileSource source) : JsonConfigurationProvider(source)
    {
        public override void Load(Stream stream)
        {
            base.Load(stream);
            foreach (var key in Data.Where(pair => pair.Value is null && !IsOfList(pair.Key)).Select(pair => pair.Key)
                .ToList())
                Data.Remove(key);
        }

        /// <summary>What a list has stays, so that it is refused.</summary>
        private static bool IsOfList(string key) => int.TryParse(
            ConfigurationPath.GetSectionKey(key), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }
}
