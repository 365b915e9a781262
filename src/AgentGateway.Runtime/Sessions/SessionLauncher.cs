using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Makes the exact request by which a session's terminal is started: program, environment, sandbox.</summary>
internal sealed class SessionLauncher(
    SessionPaths paths,
    SessionOptions options,
    HookTokens tokens,
    SessionSandboxes sandboxes,
    WorkspaceService workspaces)
{
    public const string MarkName = "AGW_SESSION";

    private const string HookUrlName = "AGW_HOOK_URL";
    private const string HookTokenName = "AGW_HOOK_TOKEN";

    /// <summary>
    /// Limits its own memory, then becomes the program. Program and arguments are passed as words, not as script text.
    /// </summary>
    private const string LimitScript = "ulimit -v \"$1\" || exit 125; shift; exec \"$@\"";

    public static string MarkOf(SessionId session) => $"{MarkName}={session}";

    /// <summary>Why a session that does not exist yet could not be started; null: it could.</summary>
    public Rejection? Refuse(TerminalSession session, ConfidentialInput input) =>
        Uncontained(session, input, null, null).Rejection
        ?? (session.Spec!.Profile == SandboxProfile.Open ? null : sandboxes.Keep(session));

    /// <summary>
    /// The same as far as it can be told without making anything: whether there are such a program and directory, for
    /// example.
    /// </summary>
    public Rejection? RefuseRequest(TerminalSession session, ConfidentialInput input) =>
        Uncontained(session, input, null, null).Rejection;

    /// <summary>The session, which was not refused, does not come to be after all.</summary>
    public void Forget(SessionId session) => sandboxes.Forget(session);

    /// <summary>The request for one phase. Refused when it could not be started, before anything is started.</summary>
    /// <param name="network">The network that was opened for it; null where its profile has none.</param>
    public Outcome<TerminalRequest> Prepare(
        TerminalSession session, ConfidentialInput input, SessionPhase phase, SandboxNetwork? network)
    {
        var script = phase == SessionPhase.Program
            ? null
            : new SessionFolder(paths, session.Id).WriteScript(
                phase, (phase == SessionPhase.Init ? input.Init : input.Cleanup) ?? "");
        if (Uncontained(session, input, script, network).IsRejected(out var refused, out var request))
            return refused;
        if (session.Spec!.Profile == SandboxProfile.Open) return request;
        if (sandboxes.Take(session).IsRejected(out refused, out var plan)) return refused;
        if (script is not null)
            plan = plan with { Mounts = [.. plan.Mounts, new SandboxMount.ReadOnly(script, script)] };
        return BwrapCommand.Wrap(request, network?.Around(plan) ?? plan);
    }

    /// <summary>The request without its sandbox.</summary>
    private Outcome<TerminalRequest> Uncontained(
        TerminalSession session, ConfidentialInput input, string? script, SandboxNetwork? network)
    {
        var spec = session.Spec!;
        var request = new TerminalRequest
        {
            Name = session.Id.Value,
            Program = script is null ? spec.Program : "/bin/sh",
            Arguments = script is null ? spec.Arguments : [script],
            Directory = spec.Directory,
            Environment = With(EnvironmentOf(session, input).Variables, network?.Environment),
            Size = new(spec.Columns, spec.Rows),
            MarkVariable = MarkName,
            HasTerminal = !spec.Separate,
        };
        if (RequestCheck.Find(request, out var program) is { } refusal) return refusal.ToRejection();
        return spec.Limits.MemoryBytes is { } bytes ? Limited(request, program, bytes) : request;
    }

    /// <summary>What the session's program sees. Never to be shown or stored.</summary>
    public SessionEnvironment EnvironmentOf(TerminalSession session, ConfidentialInput input)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (session.Spec!.Workspace is { } workspace && workspaces.Find(workspace) is { } place)
            foreach (var (name, value) in place.Environment) variables[name] = value;
        foreach (var (name, value) in input.Given) variables[name] = value;
        var secrets = input.Secrets.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal);
        // Our own variables come last: a session could otherwise pass itself off as another one.
        variables[MarkName] = session.Id.Value;
        secrets[HookTokenName] = tokens.Of(session.Id, session.Run);
        if (paths.HookBase() is { } hooks) variables[HookUrlName] = new Uri(hooks, $"/hooks/{session.Id}").ToString();
        return SessionEnvironment.Build(paths.Environment, options.AllowedEnvironment, variables, secrets);
    }

    /// <summary>
    /// The values that are hidden in a session's output: its secrets, its token for hooks, and given values
    /// that look like a secret.
    /// </summary>
    public IReadOnlyCollection<string> HiddenValues(TerminalSession session, ConfidentialInput input) =>
    [
        .. EnvironmentOf(session, input).SecretValues,
        .. input.Given.Where(pair => HiddenVariables.LooksSecret(pair.Key, pair.Value)).Select(pair => pair.Value),
    ];

    /// <summary>
    /// The proxy's variables replace others of their names, which lead nowhere in a network of its own.
    /// </summary>
    private static IReadOnlyDictionary<string, string> With(
        IReadOnlyDictionary<string, string> variables, IReadOnlyDictionary<string, string>? further)
    {
        if (further is null) return variables;
        var all = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        foreach (var (name, value) in further) all[name] = value;
        return all;
    }

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
}
