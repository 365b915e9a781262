using AgentGateway.Terminal.Posix;

namespace AgentGateway.Terminal.Backends;

/// <summary>Taking note of a child's end, which frees its number.</summary>
internal static unsafe class ChildProcess
{
    /// <summary>Only for a child that has ended: it would wait for one that has not.</summary>
    public static TerminalExit Reap(int processId, IReadOnlyList<ProcessRow> left)
    {
        var status = 0;
        while (Libc.Reap(processId, &status, 0) < 0)
        {
            if (Errno.Last == Errno.Interrupted) continue;
            return new TerminalExit(null, null, "its exit was taken by another part of this process", [.. left.Select(row => row.Id)]);
        }

        return TerminalExit.OfWaitStatus(status, left);
    }
}
