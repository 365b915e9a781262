using System.Text;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// Ends the processes that a daemon left when it died: exactly those that match their recorded identity, and never one
/// that merely has the same number. Processes that called setsid are found by a mark in their environment.
/// </summary>
public sealed class OrphanReaper(TimeProvider time) : IDisposable
{
    private readonly ReadinessLoop _loop = new();
    private readonly SharedLook<List<(ProcessRow Row, byte[] Environment)>> _all = new(
        static () => Task.FromResult(LookAtAll()));

    /// <summary>The process ids that matched and have ended.</summary>
    public async Task<OrphanReport> ReapAsync(
        ChildIdentity child, StopLimits limits, CancellationToken cancellationToken)
    {
        var found = Matching(child);
        if (found.Count == 0) return new OrphanReport(child, [], []);
        var left = await new ProcessSession(_loop, time).EndAsync(
            () => Task.FromResult<IReadOnlyList<ProcessRow>>(Matching(child)), limits, cancellationToken);
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
        var left = await new ProcessSession(_loop, time).EndAsync(MarkedAsync, limits, cancellationToken);
        return [.. left.Select(row => row.Id)];

        async Task<IReadOnlyList<ProcessRow>> MarkedAsync() =>
        [
            .. (await _all.LookAsync())
                .Where(seen => !spared.Contains(seen.Row.Id) && Has(seen.Environment, mark))
                .Select(seen => seen.Row),
        ];
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

    private static List<(ProcessRow Row, byte[] Environment)> LookAtAll() =>
        [.. ProcessRow.All().Where(row => !row.IsZombie).Select(row => (row, EnvironmentOf(row.Id)))];

    private static bool HasInEnvironment(int processId, string mark) => Has(EnvironmentOf(processId), mark);

    /// <summary>Empty where it has ended or may not be read.</summary>
    private static byte[] EnvironmentOf(int processId)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{processId}/environ");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Variables end with a zero each.</summary>
    private static bool Has(ReadOnlySpan<byte> environment, string mark)
    {
        var variable = Encoding.UTF8.GetBytes(mark);
        while (environment.IndexOf((byte)0) is >= 0 and var length)
        {
            if (environment[..length].SequenceEqual(variable)) return true;
            environment = environment[(length + 1)..];
        }

        return environment.SequenceEqual(variable);
    }
}

/// <summary>
/// The processes of a child: those that <paramref name="Ended"/>, and those that the kernel did not let end,
/// <paramref name="Left"/>.
/// </summary>
public sealed record OrphanReport(ChildIdentity Child, IReadOnlyList<int> Ended, IReadOnlyList<int> Left);
