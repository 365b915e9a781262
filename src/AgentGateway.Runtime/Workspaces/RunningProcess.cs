using AgentGateway.Posix;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>A process as the system lists it. Its start tells it from a later one with the same number.</summary>
internal sealed record RunningProcess(int Id, int ParentId, long StartTicks)
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>All that run now; those that have ended and wait for their parent to take note are left out.</summary>
    public static List<RunningProcess> All() =>
        [.. ProcessRow.All()
            .Where(row => !row.IsZombie)
            .Select(row => new RunningProcess(row.Id, row.ParentId, row.StartTicks))];

    /// <summary>The process and all that it started, directly or not.</summary>
    public static List<RunningProcess> TreeOf(int id)
    {
        var all = All();
        var tree = all.Where(process => process.Id == id).ToList();
        for (var at = 0; at < tree.Count; at++) tree.AddRange(all.Where(process => process.ParentId == tree[at].Id));
        return tree;
    }

    public bool IsRunning() => ProcessRow.Read(Id) is { IsZombie: false } row && row.StartTicks == StartTicks;

    /// <summary>Asks it to end, which lets it take away what it must not leave behind: git its locks.</summary>
    public void Ask() => Send(Terminate);

    public void End() => Send(Kill);

    private void Send(int signal)
    {
        if (Id > 1 && IsRunning()) Signals.Send(Id, signal);
    }
}
