using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Where a session works, and what its program may reach.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Started">The directory in which it was started.</param>
/// <param name="Now">
/// The directory of the process that has its terminal at this moment; where that cannot be seen, the recorded child's;
/// where no program runs, <paramref name="Started"/>.
/// </param>
public sealed record SessionDirectory(string Session, string Started, string Now, SandboxProfile Profile)
{
    /// <param name="live">Null while no program runs.</param>
    internal static SessionDirectory Of(TerminalSession session, LiveSession? live)
    {
        var started = session.Spec?.Directory ?? "/";
        return new(
            session.Id.Value,
            started,
            live is null ? started : OfProcess(live) ?? started,
            session.Spec?.Profile ?? SandboxProfile.Open);
    }

    /// <summary>As /proc shows it; null where no program runs, or none that can be seen.</summary>
    internal static string? OfProcess(LiveSession live) =>
        live.Terminal is { Exited.IsCompleted: false, Child.ProcessId: var child }
            ? (TerminalProcesses.Foreground(child) is { } foreground ? TerminalProcesses.DirectoryOf(foreground) : null)
                ?? TerminalProcesses.DirectoryOf(child)
            : null;
}
