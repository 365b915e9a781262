using System.Globalization;
using AgentGateway.Data;
using AgentGateway.Settings;

namespace AgentGateway.Daemon;

/// <summary>How <c>agw serve</c> was called.</summary>
/// <param name="Url">Where to listen; null for what the settings say, else the default.</param>
/// <param name="Conformance">Serves the fixtures of the MCP conformance suite too. The token is asked for as
/// ever.</param>
/// <param name="AllowRemote">Whether an address beyond loopback may be bound.</param>
/// <param name="ReportFile">The pipe to the bridge that started this daemon in the background; null in the
/// foreground.</param>
internal sealed record ServeOptions(
    DataDirectory Data, string? Url, bool Conformance, bool AllowRemote, int? ReportFile)
{
    public bool IsBackground => ReportFile is not null;

    /// <summary>Where the settings come from.</summary>
    public SettingsSource Settings =>
        new(Data, Url is null ? new Dictionary<string, string?>() : new() { ["Http:Url"] = Url });

    /// <summary>The options of a plain call; null for anything that has to be looked at more closely.</summary>
    public static ServeOptions? Read(string[] args)
    {
        var options = new ServeOptions(DataDirectory.Resolve(null), null, false, false, null);
        for (var at = 1; at < args.Length; at++)
        {
            var value = at + 1 < args.Length && !args[at + 1].StartsWith('-') && args[at + 1].Length > 0
                ? args[at + 1]
                : null;
            switch (args[at])
            {
                case "--conformance":
                    options = options with { Conformance = true };
                    continue;
                case "--allow-remote":
                    options = options with { AllowRemote = true };
                    continue;
                case "--data" when value is not null:
                    options = options with { Data = DataDirectory.Resolve(value) };
                    break;
                case "--url" when value is not null:
                    options = options with { Url = value };
                    break;
                case "--report" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var file):
                    options = options with { ReportFile = file };
                    break;
                default:
                    return null;
            }

            at++;
        }

        return options;
    }
}
