using System.Globalization;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>The terminal that controls a process: what a person sits at.</summary>
public static class ControllingTerminal
{
    /// <summary>
    /// A name for it: the device, and the leader of its session with its start time, so that neither another login at
    /// the same device nor another process with the same number has the same name. Null where the process has no
    /// terminal, or the leader has ended.
    /// </summary>
    public static string? NameOf(int processId) =>
        ProcessRow.Read(processId) is { TerminalNumber: not 0 } row && ProcessRow.Read(row.SessionId) is { } leader
            ? string.Create(
                CultureInfo.InvariantCulture, $"{row.TerminalNumber}:{leader.Id}:{leader.StartTicks}")
            : null;
}
