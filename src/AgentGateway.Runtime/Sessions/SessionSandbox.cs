using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Gate;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The sandboxes of sessions: which one a session gets, whether it works on this machine, how a program is started in
/// it, and what it guarantees. No other class knows what a sandbox's name means.
/// </summary>
internal sealed class SessionSandbox(SessionPaths paths, SessionBackends backends, GateOptions gate)
{
    /// <summary>The name for a session without a sandbox.</summary>
    public const string None = "none";

    /// <summary>Everything is visible but the gateway's own paths.</summary>
    public const string Bwrap = "bwrap";

    /// <summary>Only the session's directory and the system are visible.</summary>
    public const string Strict = "strict";

    private const string ProbeName = "agw-sandbox-probe";

    private readonly Lock _lock = new();
    private Task<Refusal?>? _probe;

    /// <summary>Whether bubblewrap is installed, which does not say that the system lets it work.</summary>
    public bool IsInstalled => Program is not null;

    /// <summary>Whether policy wants every sandbox to be the strict one.</summary>
    public bool IsStrictRequired => gate.Rules().StrictSandbox;

    private string? Program => BwrapProbe.FindProgram(paths.Environment.GetValueOrDefault("PATH"));

    /// <summary>The sandbox of a session that asks for this one; null asks for none.</summary>
    public Outcome<string> Choose(string? requested) =>
        SessionArguments.OneOf(requested, None, "sandbox", None, Bwrap, Strict)
            .Map(name => name == Bwrap && IsStrictRequired ? Strict : name);

    /// <summary>Refuses a directory that the sandbox would hide from its own program.</summary>
    public Rejection? CheckDirectory(string sandbox, string directory) =>
        sandbox != None
        && paths.HiddenPaths.Contains(RealPath.Leading(directory) ?? directory, StringComparer.Ordinal)
            ? SessionErrors.DirectoryHidden(directory)
            : null;

    /// <summary>Null when a sandbox can be used here; otherwise why not.</summary>
    public async Task<Rejection?> RefuseAsync(CancellationToken cancellationToken) =>
        (await ProbeAsync(ProbeName, cancellationToken)).IsRejected(out var refused) ? refused : null;

    /// <summary>The request as it is started in the session's sandbox; unchanged for a session without one.</summary>
    /// <param name="script">The script that the request runs, which stays visible; null for the program itself.</param>
    public async Task<Outcome<TerminalRequest>> WrapAsync(
        TerminalRequest request, SessionSpec spec, string? script, CancellationToken cancellationToken)
    {
        if (spec.Sandbox == None) return request;
        return (await ProbeAsync($"{request.Name}-probe", cancellationToken)).IsRejected(
            out var unusable, out var program)
            ? unusable
            : BwrapCommand.Wrap(request, OptionsOf(program, spec, script));
    }

    /// <summary>What a sandbox of this name guarantees.</summary>
    public static SandboxGuarantee GuaranteeOf(string sandbox) => sandbox switch
    {
        None => SandboxGuarantee.None,
        Strict => SandboxGuarantee.Strict,
        _ => SandboxGuarantee.Bwrap,
    };

    /// <summary>Where bubblewrap is, or why it cannot be used. A probe that succeeded is not repeated.</summary>
    private async Task<Outcome<string>> ProbeAsync(string probeName, CancellationToken cancellationToken)
    {
        if (Program is not { } program) return BwrapProbe.Missing.ToRejection();
        Task<Refusal?> probe;
        lock (_lock)
        {
            // Concurrent callers share one probe, so the cancellation of one of them must not end it for the others.
            if (_probe is null
                or { IsCompleted: true, IsCompletedSuccessfully: false }
                or { IsCompletedSuccessfully: true, Result: not null })
                _probe = BwrapProbe.RunAsync(program, backends.Find("pty")!, probeName, CancellationToken.None);
            probe = _probe;
        }

        return await probe.WaitAsync(cancellationToken) is { } refusal ? refusal.ToRejection() : program;
    }

    private BwrapOptions OptionsOf(string program, SessionSpec spec, string? script)
    {
        var directory = RealPath.Leading(spec.Directory) ?? spec.Directory;
        string[] visible =
        [
            .. paths.HiddenPaths.Any(hidden => IsInside(hidden, directory)) ? [directory] : Array.Empty<string>(),
            .. script is null ? [] : new[] { script },
        ];
        return new(program, [.. paths.HiddenPaths.Where(Directory.Exists)], [.. paths.HiddenPaths.Where(File.Exists)])
        {
            Visible = spec.Sandbox == Strict ? [spec.Directory, .. visible.Except([spec.Directory])] : visible,
            Strict = spec.Sandbox == Strict,
        };
    }

    private static bool IsInside(string directory, string path) =>
        path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);
}
