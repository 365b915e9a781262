using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// Finds out what a call really is: paths through all links, the files that its command names and their content, the
/// directory in its real place. Nothing is taken from what a model claims beyond the arguments that the tool itself
/// will act on.
/// </summary>
internal sealed class FactFinder(PathZones zones, string programPath)
{
    private static readonly string[] OwnPlaces = ["/proc/self", "/proc/thread-self", "/dev/fd"];

    private readonly BoundFiles _files = new(new(programPath));

    /// <returns>
    /// What policy judges; and a function that binds an approval to it, which reads files and is called only where a
    /// person is asked.
    /// </returns>
    public (PolicyRequest Request, Func<CallBinding> Bind) Find(ToolUse use, CancellationToken cancellationToken)
    {
        var facts = use.Facts;
        var starts = facts.Line is not null || facts.Argv is not null || facts.Sandbox is not null;
        var touches = starts || facts.Paths.Count > 0;
        var from = use.Workspace is null || !touches ? null : RealPath.Leading(use.Workspace) ?? use.Workspace;
        var workspace = from is not null && WorkspacePaths.WhyNone(from, zones) is null ? from : null;
        var directory = touches ? Lead(OfHome(facts.Directory) ?? ".", from) : "";
        var paths = facts.Paths.Select(path => new PathFact(path.Path, Lead(path.Path, from), path.Use)).ToArray();
        var shell = facts.Line is null && facts.Argv is null ? null : Command(facts, directory);
        var request = new PolicyRequest
        {
            Agent = use.Requester.Agent,
            Tool = use.Tool,
            Arguments = CanonicalJson.Of(use.Arguments),
            BaseRisk = facts.Risk > use.Risk ? facts.Risk : use.Risk,
            Zones = zones,
            Workspace = workspace,
            Thread = use.Requester.Thread?.Value,
            Paths = paths,
            Command = shell is null ? null : Policy(shell, use.Requester.Agent, workspace),
            Session = facts.Session,
            Host = facts.Host,
            Sandbox = facts.Sandbox,
            MayBeRemembered = facts.MayBeRemembered,
            Secrets = [.. SecretReference.NamesIn(facts.Environment)],
            Local = use.Local,
        };
        return (request, () => Bind(use, request, shell, directory, cancellationToken));
    }

    /// <summary>A call of which nothing is known but that it touches nothing.</summary>
    public PolicyRequest Plain(string agent, string tool, RiskClass risk) =>
        new() { Agent = agent, Tool = tool, Arguments = "{}", BaseRisk = risk, Zones = zones };

    private ShellCommand Command(CallFacts facts, string directory)
    {
        var command = new ShellCommand(facts.Line, facts.Argv, directory)
        {
            Environment = [.. facts.Environment.Keys.Order(StringComparer.Ordinal)], Typed = facts.Typed,
        };
        // A contained program can do no more than its sandbox lets it, so what it is made of is not looked up.
        if (facts.Sandbox is not (null or SandboxProfile.Open)) return command;
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mentioned in CommandReading.Mentions(command, zones).Where(path => !IsOfItself(path)))
            if (RealPath.Leading(mentioned) is { } real && real != mentioned)
                links[mentioned] = real;
        return command with { Links = links };
    }

    private CommandFacts Policy(ShellCommand command, string agent, string? workspace) => new(
        command.Directory,
        CommandReading.Read(command, zones, CallWorkspace.Of(agent, workspace, command.Directory, zones)));

    /// <summary>
    /// Everything that an approver relies on. It has the present content of a file that the call writes, so that a diff
    /// that was shown stays true.
    /// </summary>
    private CallBinding Bind(
        ToolUse use, PolicyRequest request, ShellCommand? command, string directory, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(use.Requester.Agent, use.Tool, request.Arguments, directory, request.Workspace,
            use.Facts.Sandbox?.ToString(), use.Facts.Session, use.Facts.Host, use.Facts.Bound);
        foreach (var (name, value) in use.Facts.Environment.OrderBy(
            pair => pair.Key, StringComparer.Ordinal)) Add("env", name, value);
        foreach (var path in request.Paths)
            Add("path", path.Real, path.Use.ToString(), path.Use == PathUse.Read ? null : HashOf(path.Real));
        foreach (var (mentioned, real) in command?.Links.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            ?? Enumerable.Empty<KeyValuePair<string, string>>())
            Add("link", mentioned, real);
        var (files, unbound) = command is null || use.Facts.Sandbox is not (null or SandboxProfile.Open)
            ? ([], [])
            : _files.Of(CommandReading.Files(command, zones), directory, use.Facts.IsLater);
        foreach (var file in files) Add("file", file, HashOf(file));
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), unbound);

        string HashOf(string file) => FileDigests.Of(file, cancellationToken);

        void Add(params ReadOnlySpan<string?> parts)
        {
            foreach (var part in parts)
            {
                var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
                hash.AppendData(BitConverter.GetBytes(part is null ? -1 : bytes.Length));
                hash.AppendData(bytes);
            }
        }
    }

    /// <summary>For the command this is itself, and for the daemon that looks it up it would be the daemon.</summary>
    private static bool IsOfItself(string path) =>
        path is "/dev/stdin" or "/dev/stdout" or "/dev/stderr" or "/dev/tty"
        || OwnPlaces.Any(own => path == own || path.StartsWith(own + "/", StringComparison.Ordinal));

    /// <summary>A directory in which something is to run may be written as people write it in a shell.</summary>
    private string? OfHome(string? directory) => directory == "~"
        || directory?.StartsWith("~/", StringComparison.Ordinal) == true
            ? zones.Home + directory[1..]
            : directory;

    /// <summary>
    /// A path that cannot be followed is judged as what is written; where the caller works nowhere, from the home
    /// directory, as terminals do.
    /// </summary>
    private string Lead(string path, string? from)
    {
        var absolute = Path.Combine(from ?? zones.Home, path.Replace("\0", "", StringComparison.Ordinal));
        return RealPath.Leading(absolute) ?? Path.GetFullPath(absolute);
    }
}
