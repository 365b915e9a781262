using AgentGateway.Posix;

namespace AgentGateway.Terminal.Backends;

/// <summary>How a child of this process ended, as a <see cref="TerminalExit"/>.</summary>
internal static class ChildProcess
{
    /// <summary>
    /// Reaps a child, which frees its number. Only for a child that has ended: it would wait for one that has not.
    /// </summary>
    public static TerminalExit Reap(int processId, IReadOnlyList<ProcessRow> left) =>
        Children.Reap(processId) is { } status
            ? TerminalExit.OfWaitStatus(status, left)
            : new TerminalExit(
                null, null, "its exit was taken by another part of this process", [.. left.Select(row => row.Id)]);
}
