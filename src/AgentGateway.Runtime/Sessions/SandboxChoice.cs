using AgentGateway.Domain;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The sandbox that commands of agents run in: bubblewrap where it is installed and works, the strict one where policy
/// says so, otherwise none. It is chosen before an approval is requested, because the approval shows it.
/// </summary>
public sealed class SandboxChoice
{
    private readonly SessionSandbox _sandbox;
    private volatile string? _found;

    internal SandboxChoice(SessionSandbox sandbox) => _sandbox = sandbox;

    /// <summary>none, bwrap or strict.</summary>
    public string Name =>
        (_found ??= _sandbox.IsInstalled ? SessionSandbox.Bwrap : SessionSandbox.None) == SessionSandbox.None
            ? SessionSandbox.None
            : _sandbox.IsStrictRequired ? SessionSandbox.Strict : SessionSandbox.Bwrap;

    /// <summary>
    /// Null when commands can run in that sandbox. Where bubblewrap is installed but the system does not let it work,
    /// the first command finds that out. It is refused, because its approval promised a sandbox. The next command is
    /// judged as one without a sandbox, unless policy wants the strict one.
    /// </summary>
    public async Task<Rejection?> RefuseAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null or SessionSandbox.None)
        {
            return _sandbox.IsStrictRequired && name is not null
                ? new("sandbox_missing", "Policy wants commands in a strict sandbox, and there is none here.",
                    "A person installs bubblewrap, or changes the policy.")
                : null;
        }

        if (await _sandbox.RefuseAsync(cancellationToken) is not { } unusable) return null;
        // A failure that may pass, such as a lack of descriptors, does not change how the next commands run.
        if (unusable.Code is not ("sandbox_missing" or "sandbox_unusable")) return unusable;
        _found = SessionSandbox.None;
        return unusable with
        {
            Hint = $"{unusable.Hint} Called again, the command is judged as one that runs without a sandbox.",
        };
    }
}
