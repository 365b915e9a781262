using System.Text;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// Tells whether a process belongs to the daemon or to one of its terminals. While the daemon lives no descendant can
/// leave it: it adopts orphans (<see cref="ThisProcess.AdoptOrphans"/>), and so does its tmux server, which outlives
/// it. What was on a pty ends with its daemon, but for a process that left the terminal's session and its environment
/// before: that one is not recognised after a daemon that was killed.
/// </summary>
/// <remarks>
/// Numbers of processes are taken anew, and parents end while they are looked at. So each parent must have started
/// before its child, a chain that breaks is walked again, and one that stays broken counts as inside.
/// </remarks>
public static class ProcessMembership
{
    private const int AncestorsMax = 1_000;
    private const int WalksMax = 5;

    /// <summary>Whether a process is inside, or cannot be shown to be outside.</summary>
    /// <param name="roots">
    /// The daemon, its tmux server and the first processes of all terminals that run: they and what descends from them
    /// are inside.
    /// </param>
    /// <param name="markName">The name of the variable that marks the environments of terminals.</param>
    /// <param name="isMarked">Whether a value of it is one of ours.</param>
    public static bool IsInside(
        int processId, IReadOnlyCollection<ChildIdentity> roots, string markName, Func<string, bool> isMarked)
    {
        // Zero: the peer is in a namespace of processes that we cannot see into.
        if (processId <= 0 || IsElsewhere(processId)) return true;
        var known = new Dictionary<int, long>();
        foreach (var root in roots) known[root.ProcessId] = root.StartTicks;
        if (ProcessRow.Read(processId) is not { } self || Descends(self, known)) return true;
        // A daemon before this one did not adopt the orphan, which stays in its terminal's session all the same.
        if (ProcessRow.Read(self.SessionId) is { } first && Is(first, known)) return true;
        return MarkOf(processId, markName) is { } mark && isMarked(mark);
    }

    private static bool Descends(ProcessRow self, Dictionary<int, long> known)
    {
        for (var walk = 0; walk < WalksMax; walk++)
            if (Walk(self.Id, known) is { } descends)
                return descends;
        return true;
    }

    /// <summary>Null when the chain of parents broke while it was walked.</summary>
    private static bool? Walk(int processId, Dictionary<int, long> known)
    {
        ProcessRow? child = null;
        for (var steps = 0; steps < AncestorsMax; steps++)
        {
            // Where /proc hides the processes of other users, none of ours is above such a one.
            if (ProcessRow.Read(processId) is not { } row)
                return child is not null && Signals.IsForeign(processId) ? false : null;
            if (child is not null && row.StartTicks > child.StartTicks) return null;
            if (Is(row, known)) return true;
            if (row.ParentId == 0) return false;
            (child, processId) = (row, row.ParentId);
        }

        return null;
    }

    private static bool Is(ProcessRow row, Dictionary<int, long> known) =>
        known.TryGetValue(row.Id, out var startTicks) && startTicks == row.StartTicks;

    /// <summary>Whether it has process numbers of its own, as in a sandbox.</summary>
    private static bool IsElsewhere(int processId)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/ns/pid").LinkTarget != new FileInfo("/proc/self/ns/pid").LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static string? MarkOf(int processId, string name)
    {
        try
        {
            var prefix = name + "=";
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{processId}/environ")).Split('\0')
                .FirstOrDefault(variable => variable.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
