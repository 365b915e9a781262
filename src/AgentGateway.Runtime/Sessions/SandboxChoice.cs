using AgentGateway.Domain;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The sandbox that commands of agents run in: bubblewrap where the system has it and lets it work, strict where policy
/// says so. What an approval shows is what the command runs in, so the choice is known before anybody is asked.
/// </summary>
public sealed class SandboxChoice
{
    private readonly Func<bool> _isInstalled;
    private readonly Func<CancellationToken, Task<Rejection?>> _probe;
    private readonly Func<bool> _isStrict;
    private volatile string? _found;

    /// <param name="isInstalled">Whether bubblewrap is there at all.</param>
    /// <param name="probe">Why it cannot be used; null when it can.</param>
    /// <param name="isStrict">Whether policy wants the strict one.</param>
    internal SandboxChoice(
        Func<bool> isInstalled, Func<CancellationToken, Task<Rejection?>> probe, Func<bool> isStrict) =>
        (_isInstalled, _probe, _isStrict) = (isInstalled, probe, isStrict);

    /// <summary>none, bwrap or strict.</summary>
    public string Name =>
        (_found ??= _isInstalled() ? "bwrap" : "none") == "none" ? "none" : _isStrict() ? "strict" : "bwrap";

    /// <summary>
    /// Null: commands can run in that sandbox. A system that has bubblewrap and forbids what it needs is found out by
    /// the first command; that one is refused rather than run without what its approval promised, and the next is
    /// judged without a sandbox, unless policy wants the strict one.
    /// </summary>
    public async Task<Rejection?> RefuseAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null or "none")
        {
            return _isStrict() && name is not null
                ? new("sandbox_missing", "Policy wants commands in a strict sandbox, and there is none here.",
                    "A person installs bubblewrap, or changes the policy.")
                : null;
        }

        if (await _probe(cancellationToken) is not { } unusable) return null;
        // Only what is certain changes how the next commands run.
        if (unusable.Code is not ("sandbox_missing" or "sandbox_unusable")) return unusable;
        _found = "none";
        return unusable with
        {
            Hint = $"{unusable.Hint} Called again, the command is judged as one that runs without a sandbox.",
        };
    }
}
