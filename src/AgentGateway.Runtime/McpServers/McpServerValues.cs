using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AgentGateway.Domain;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// Fills in values: <c>secret:NAME</c> for a whole value, <c>${secret:NAME}</c> inside of one,
/// <c>${NAME}</c> and <c>${NAME:-default}</c> for a variable of the daemon that the person who wrote the settings
/// asked for by name.
/// </summary>
/// <param name="environment">
/// The daemon's own; a server gets the variables of it that the allow-list names and nothing else.
/// </param>
/// <param name="allowed">Further names that servers may inherit.</param>
/// <param name="dataDirectory">Distinguishes this daemon's servers from those of another.</param>
public sealed partial class McpServerValues(
    SecretStore secrets, IReadOnlyDictionary<string, string> environment, IReadOnlyCollection<string> allowed,
        string dataDirectory)
{
    private readonly string _owner = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)).AsSpan(0, 6));

    public string MarkOf(McpServerSettings settings) => $"mcp-{_owner}-{settings.Name}";

    /// <summary>The server as it can be reached, or what is wrong with its settings.</summary>
    public Outcome<McpServerLaunch> Launch(McpServerSettings settings)
    {
        if (Problem(settings) is { } problem) return problem;
        var used = new List<string>();
        try
        {
            var given = settings.Env.ToDictionary(
                pair => pair.Key, pair => Fill(pair.Value, used), StringComparer.Ordinal);
            var built = SessionEnvironment.Build(
                environment, allowed, given, new Dictionary<string, string>()).Variables;
            used.AddRange(
                given.Where(pair => HiddenVariables.IsNamedSecret(pair.Key, pair.Value)).Select(pair => pair.Value));
            var home = built.GetValueOrDefault("HOME", "/");
            var url = settings.Url is null ? null : new Uri(Fill(settings.Url, used), UriKind.RelativeOrAbsolute);
            if (url is not null && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
                return Wrong(settings, "its url is not an http or https address", "Give url as https://HOST/PATH.");
            var headers = settings.Headers.ToDictionary(pair => pair.Key, pair => Fill(pair.Value, used));
            used.AddRange(
                headers.Where(pair => HiddenVariables.IsNamedSecret(pair.Key, pair.Value)).Select(pair => pair.Value));
            secrets.Hide(used);
            return new McpServerLaunch
            {
                Name = settings.Name,
                Program = settings.Command is null ? null : Home(Fill(settings.Command, used), home),
                Arguments = [.. settings.Args.Select(argument => Fill(argument, used))],
                Directory = settings.Directory is null
                    ? home
                    : Path.GetFullPath(Home(Fill(settings.Directory, used), home), home),
                Environment = built,
                Mark = MarkOf(settings),
                Url = url,
                IsSse = settings.IsSse,
                Headers = headers,
                Secrets = used,
            };
        }
        catch (MissingValueException missing)
        {
            return missing.Reason;
        }
    }

    private static Rejection? Problem(McpServerSettings settings) => settings switch
    {
        { Command: null, Url: null } =>
            Wrong(settings, "it has neither command nor url",
                "Give command (and args) for a program, or url for an address."),
        { Command: not null, Url: not null } => Wrong(settings, "it has both command and url", "Give one of them."),
        { Command: "" } or { Url: "" } =>
            Wrong(settings, "its command or url is empty", "Name the program, or give the address."),
        _ => null,
    };

    private static Rejection Wrong(McpServerSettings settings, string what, string hint) =>
        new("invalid_mcp_server", $"The MCP server {settings.Name} cannot be used: {what}.", hint);

    private static string Home(
        string path, string home) =>
            path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;

    private string Fill(string text, List<string> used)
    {
        if (SecretReference.NameIn(text) is { } whole) return Secret(whole, used);
        return Reference().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            if (SecretReference.NameIn(name) is { } secret) return Secret(secret, used);
            if (environment.TryGetValue(name, out var value)) return value;
            if (match.Groups["default"] is { Success: true } otherwise) return otherwise.Value;
            throw new MissingValueException(new(
                "invalid_mcp_server", $"The daemon's environment has no {name}.",
                    $"Start the daemon with {name} set, or write ${{{name}:-DEFAULT}}."));
        });
    }

    private string Secret(string name, List<string> used)
    {
        if (secrets.Read(name).IsRejected(out var refused, out var value)) throw new MissingValueException(refused);
        used.Add(value);
        return value;
    }

    [GeneratedRegex(
        @"\$\{(?<name>(?:secret:[A-Za-z_][A-Za-z0-9_.-]*)|[A-Za-z_][A-Za-z0-9_]*)(?::-(?<default>[^}]*))?\}")]
    private static partial Regex Reference();

    private sealed class MissingValueException(Rejection reason) : Exception(reason.Message)
    {
        public Rejection Reason => reason;
    }
}
