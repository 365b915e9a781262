using System.Text;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// Ends the processes that a daemon left when it died: exactly those that match their recorded identity, and never one
/// that merely has the same number. Processes that called setsid are found only where a sandbox holds them.
/// </summary>
public sealed class OrphanReaper(TimeProvider time) : IDisposable
{
    private readonly ReadinessLoop _loop = new();

    /// <summary>The process ids that matched and have ended.</summary>
    public async Task<OrphanReport> ReapAsync(
        ChildIdentity child, StopLimits limits, CancellationToken cancellationToken)
    {
        var found = Matching(child);
        if (found.Count == 0) return new OrphanReport(child, [], []);
        var left = await new ProcessSession(_loop, time).EndAsync(() => Matching(child), limits, cancellationToken);
        return new OrphanReport(
            child, [.. found.Select(row => row.Id).Except(left.Select(row => row.Id))],
            [.. left.Select(row => row.Id)]);
    }

    /// <summary>
    /// Ends every process that has this variable in its environment, wherever it went, also one that called setsid;
    /// never this process or one that it descends from.
    /// </summary>
    /// <param name="mark">As <c>NAME=value</c>, given to one session only.</param>
    /// <returns>The processes that could not be ended.</returns>
    public async Task<IReadOnlyList<int>> ReapMarkedAsync(
        string mark, StopLimits limits, CancellationToken cancellationToken)
    {
        var spared = ProcessRow.Ancestors(Environment.ProcessId).Select(row => row.Id).ToHashSet();
        var left = await new ProcessSession(_loop, time).EndAsync(
            () => [.. ProcessRow.All().Where(IsMarked)], limits, cancellationToken);
        return [.. left.Select(row => row.Id)];

        bool IsMarked(ProcessRow row) => !spared.Contains(row.Id) && !row.IsZombie && HasInEnvironment(row.Id, mark);
    }

    public void Dispose() => _loop.Dispose();

    /// <summary>
    /// While the leader lives, its start time shows whether the session is ours. After its end, the kernel does not
    /// reuse the number of a session that has members. But the session may have ended, and another one may have got its
    /// number: then only the mark in a member's environment is proof.
    /// </summary>
    private static List<ProcessRow> Matching(ChildIdentity child)
    {
        if (child.BootId != ChildIdentity.CurrentBootId || child.ProcessId <= 1) return [];
        var members = ProcessRow.OfSession(child.ProcessId).Where(row => !row.IsZombie).ToList();
        if (ProcessRow.Read(child.ProcessId) is { } leader)
            return leader.StartTicks == child.StartTicks ? members : [];
        if (child.Mark is not { } mark) return [];
        return [.. members.Where(row => row.StartTicks >= child.StartTicks && HasInEnvironment(row.Id, mark))];
    }

    private static bool HasInEnvironment(int processId, string mark)
    {
        try
        {
            var environment = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{processId}/environ"));
            return environment.Split('\0').Contains(mark, StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>
/// The processes of a child: those that <paramref name="Ended"/>, and those that the kernel did not let end,
/// <paramref name="Left"/>.
/// </summary>
public sealed record OrphanReport(ChildIdentity Child, IReadOnlyList<int> Ended, IReadOnlyList<int> Left);
