using System.Diagnostics;

namespace AgentGateway.Posix;

/// <summary>Sending signals by number, and how this process treats those that .NET does not let it set.</summary>
public static class Signals
{
    public const int BrokenPipe = 13;
    public const int ChildEnded = 17;

    /// <summary>What ctrl-Z sends.</summary>
    public const int Suspend = 20;

    private const nint Default = 0;
    private const nint Ignore = 1;

    /// <param name="processOrGroup">A process, or a process group as its negative number.</param>
    /// <param name="signal">Linux's number.</param>
    /// <returns>False where no such process exists, or where this process may not signal it.</returns>
    public static bool Send(int processOrGroup, int signal)
    {
        Debug.Assert(processOrGroup is not (0 or 1 or -1), "these mean our own group, init and all processes");
        return Libc.Kill(processOrGroup, signal) == 0;
    }

    /// <summary>Whether a process with this number exists, be it a zombie.</summary>
    public static bool IsThere(int processId) => Libc.Kill(processId, 0) == 0;

    /// <summary>
    /// Whether a process with this number exists, and belongs to a user whom this process may not signal.
    /// </summary>
    public static bool IsForeign(int processId) =>
        Libc.Kill(processId, 0) != 0 && Errno.Last == Errno.NotPermitted;

    /// <summary>From now on the ends of children are not noted, so that none becomes a zombie.</summary>
    public static void IgnoreChildren() => _ = Libc.HandleSignal(ChildEnded, Ignore);

    /// <summary>
    /// From now on this process ends when it writes to a pipe without a reader. The runtime ignores such a signal.
    /// </summary>
    public static void EndOnBrokenPipe() => _ = Libc.HandleSignal(BrokenPipe, Default);

    /// <summary>As the runtime starts.</summary>
    public static void IgnoreBrokenPipe() => _ = Libc.HandleSignal(BrokenPipe, Ignore);
}
