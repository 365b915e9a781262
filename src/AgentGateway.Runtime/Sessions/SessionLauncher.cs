using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sessions;

/// <summary>From a session to the exact program, environment and wrapping that its terminal is started with.</summary>
internal sealed class SessionLauncher(
    SessionPlaces places, SessionOptions options, SessionVault vault, SessionBackends backends,
        WorkspaceService workspaces)
{
    public const string MarkName = "AGW_SESSION";

    private const string HookUrlName = "AGW_HOOK_URL";
    private const string HookTokenName = "AGW_HOOK_TOKEN";

    /// <summary>
    /// Limits itself and becomes the program; no text of the caller is in it but the program's own arguments.
    /// </summary>
    private const string LimitScript = "ulimit -v \"$1\" || exit 125; shift; exec \"$@\"";

    private const int LongTextMin = 8;

    private static readonly string[] SecretWords = ["SECRET", "TOKEN", "PASS", "KEY", "CREDENTIAL", "AUTH", "PRIVATE"];

    public static string MarkOf(SessionId session) => $"{MarkName}={session}";

    /// <summary>The request for one phase, all that can be refused of it refused.</summary>
    public async Task<Outcome<TerminalRequest>> PrepareAsync(
        TerminalSession session, SealedSession given, SessionPhase phase, CancellationToken cancellationToken)
    {
        var spec = session.Spec!;
        var folder = new SessionFolder(places, session.Id);
        string? script = null;
        if (phase != SessionPhase.Program)
            script = folder.WriteScript(phase, (phase == SessionPhase.Init ? given.Init : given.Cleanup) ?? "");
        var request = new TerminalRequest
        {
            Name = session.Id.Value,
            Program = script is null ? spec.Program : "/bin/sh",
            Arguments = script is null ? spec.Arguments : [script],
            Directory = spec.Directory,
            Environment = EnvironmentOf(session, given).Variables,
            Size = new(spec.Columns, spec.Rows),
            MarkVariable = MarkName,
        };
        if (RequestCheck.Find(request, out var program) is { } refusal) return refusal.ToRejection();
        if (spec.Limits.MemoryBytes is { } bytes) request = Limited(request, program, bytes);
        if (spec.Sandbox == "none") return request;
        if ((await backends.SandboxAsync($"{session.Id}-probe", cancellationToken)).IsRejected(
            out var unusable, out var bwrap))
            return unusable;
        return BwrapCommand.Wrap(request, Hidden(bwrap, spec, script));
    }

    /// <summary>What the session's program sees. Never to be shown or stored.</summary>
    public SessionEnvironment EnvironmentOf(TerminalSession session, SealedSession given)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (session.Spec!.Workspace is { } workspace && workspaces.Find(workspace) is { } place)
            foreach (var (name, value) in place.Environment) variables[name] = value;
        foreach (var (name, value) in given.Given) variables[name] = value;
        var secrets = given.Secrets.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal);
        // Ours come last: a session that calls itself another would be taken for it.
        variables[MarkName] = session.Id.Value;
        secrets[HookTokenName] = vault.HookToken(session.Id, session.Run);
        if (places.HookBase() is { } hooks) variables[HookUrlName] = new Uri(hooks, $"/hooks/{session.Id}").ToString();
        return SessionEnvironment.Build(places.Environment, options.AllowedEnvironment, variables, secrets);
    }

    /// <summary>
    /// What must not be seen in lines and snapshots: secrets, and whatever was given that looks like one.
    /// </summary>
    public SecretRedactor Redactor(TerminalSession session, SealedSession given) =>
        new([.. EnvironmentOf(session, given)
            .SecretValues, .. given.Given.Where(pair => LooksSecret(pair.Key, pair.Value)).Select(pair => pair.Value)]);

    private static TerminalRequest Limited(TerminalRequest request, string program, long bytes) => request with
    {
        Program = "/bin/sh",
        Arguments =
        [
            "-c",
            LimitScript,
            "agw-limit",
            (bytes / 1024).ToString(CultureInfo.InvariantCulture),
            program,
            .. request.Arguments,
        ],
    };

    private BwrapOptions Hidden(string bwrap, SessionSpec spec, string? script)
    {
        var directory = RealPath.Leading(spec.Directory) ?? spec.Directory;
        string[] visible =
        [
            .. places.HiddenPaths.Any(hidden => IsInside(hidden, directory)) ? [directory] : Array.Empty<string>(),
            .. script is null ? [] : new[] { script },
        ];
        return new(bwrap, [.. places.HiddenPaths.Where(Directory.Exists)], [.. places.HiddenPaths.Where(File.Exists)])
        {
            Visible = spec.Sandbox == "strict" ? [spec.Directory, .. visible.Except([spec.Directory])] : visible,
            Strict = spec.Sandbox == "strict",
        };
    }

    private static bool IsInside(
        string directory, string path) => path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>By its name, or because it is long and neither a path, nor a number, nor a plain word.</summary>
    private static bool LooksSecret(string name, string value) =>
        value.Length >= LongTextMin
        && (IsSecretName(name)
            || (value[0] is not ('/' or '.' or '~') && value.Any(char.IsAsciiDigit) && value.Any(char.IsAsciiLetter)
                && value.Length >= LongTextMin * 2
                    && value.All(character => character is > ' ' and < '\x7f' and not ('/' or ':' or '\\'))));

    private static bool IsSecretName(string name) =>
        SecretWords.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
