using AgentGateway.Domain;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What policy needs to know of sessions.</summary>
public sealed partial class SessionService
{
    /// <summary>Where a session began; null when there is no such session.</summary>
    public string? DirectoryOf(string session) =>
        Registry.Find(session).IsRejected(out _, out var found) ? null : found.Spec?.Directory;

    /// <summary>The directory of a workspace; null when there is none of that name.</summary>
    internal string? DirectoryOfWorkspace(string name) => _parts.Around.Workspaces.Find(name)?.Directory;

    /// <summary>Whether bubblewrap is installed, which does not say that the system lets it work.</summary>
    internal bool HasSandbox => BwrapProbe.FindProgram(_parts.Places.Environment.GetValueOrDefault("PATH")) is not null;

    /// <summary>Null when a sandbox can be used; otherwise why not. What works once is not tried again.</summary>
    internal async Task<Rejection?> RefuseSandboxAsync(CancellationToken cancellationToken) =>
        (await _parts.Terminals.Backends.SandboxAsync(
            "agw-sandbox-probe", cancellationToken)).IsRejected(out var refused)
            ? refused
            : null;
}
