using System.Text;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// Tells whether a process belongs to one of our terminals. A process that called setsid, left its parents and cleaned
/// its environment does so to hide, and is not recognised; only a sandbox holds such a process.
/// </summary>
public static class ProcessMembership
{
    /// <param name="leaders">The first processes of all terminals that run.</param>
    /// <param name="markName">The name of the variable that marks their environments.</param>
    /// <param name="isMarked">Whether a value of it is one of ours.</param>
    public static bool IsInside(
        int processId, IReadOnlyCollection<ChildIdentity> leaders, string markName, Func<string, bool> isMarked)
    {
        // Zero: the peer is in a namespace of processes that we cannot see into.
        if (processId <= 0 || IsElsewhere(processId)) return true;
        var known = new Dictionary<int, long>();
        foreach (var leader in leaders) known[leader.ProcessId] = leader.StartTicks;
        if (ProcessRow.Ancestors(processId).Any(IsLeader)) return true;
        // A parent that ended hands its children on, but they stay in the terminal's session.
        if (ProcessRow.Read(processId) is { } self && ProcessRow.Read(self.SessionId) is { } first && IsLeader(first))
            return true;
        return MarkOf(processId, markName) is { } mark && isMarked(mark);

        bool IsLeader(ProcessRow row) => known.TryGetValue(row.Id, out var startTicks) && startTicks == row.StartTicks;
    }

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
