using System.Globalization;
using AgentGateway.Runtime.McpServers;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Settings;

/// <summary>
/// Reads the section <c>McpServers</c>: an object by name, in the shape that other programs use too. The section has
/// been compared with the schema before. Whether a server can be used is found out when it is started, so that one bad
/// entry does not keep the daemon from starting.
/// </summary>
internal static class McpServerSection
{
    private const string Section = "McpServers";
    private const int TimeoutSecondsDefault = 60;

    public static IReadOnlyList<McpServerSettings> Read(IConfiguration settings) =>
        [.. settings.GetSection(Section).GetChildren().Select(Server)];

    private static McpServerSettings Server(IConfigurationSection section) => new()
    {
        Name = section.Key,
        Command = section["command"],
        Args = [.. section.GetSection("args").GetChildren().Select(item => item.Value ?? "")],
        Env = Pairs(section.GetSection("env")),
        Directory = section["directory"] ?? section["cwd"],
        Url = section["url"],
        Headers = Pairs(section.GetSection("headers")),
        IsSse = string.Equals(section["type"], "sse", StringComparison.OrdinalIgnoreCase),
        Enabled = Flag(section, "enabled") ?? !Flag(section, "disabled") ?? true,
        Timeout = TimeSpan.FromSeconds(Seconds(section)),
    };

    private static Dictionary<string, string> Pairs(IConfigurationSection section) =>
        section.GetChildren().ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);

    private static bool? Flag(IConfigurationSection section, string name) =>
        bool.TryParse(section[name], out var flag) ? flag : null;

    private static int Seconds(IConfigurationSection section) =>
        int.TryParse(
            section["timeout_seconds"] ?? section["TimeoutSeconds"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds)
            ? Math.Clamp(seconds, 1, McpServerSettings.TimeoutSecondsMax)
            : TimeoutSecondsDefault;
}
