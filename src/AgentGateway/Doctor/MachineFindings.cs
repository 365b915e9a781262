using AgentGateway.Data;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>Whether this machine has room on its disk, and a clock that is set.</summary>
internal sealed class MachineFindings(DataDirectory data) : IFindingSource
{
    private const long FreeBytesEnough = 1024L * 1024 * 1024;
    private const long FreeBytesMin = 64L * 1024 * 1024;
    private const int ClockYearMin = 2026;

    public IEnumerable<Finding> Find() => [Disk(), Clock()];

    private Finding Disk()
    {
        var free = new DriveInfo(data.Path).AvailableFreeSpace;
        var text = $"{free / (1024 * 1024)} MiB are free for {data.Path}";
        return free >= FreeBytesEnough ? Finding.Ok("disk", text)
            : free >= FreeBytesMin ? Finding.Warn("disk", text, "Make some room before the journal needs it.")
            : Finding.Fail("disk", text, "Make room: nothing can be stored when it is full.");
    }

    private static Finding Clock()
    {
        var now = TimeProvider.System.GetUtcNow();
        return now.Year >= ClockYearMin
            ? Finding.Ok("clock", $"{now:u}")
            : Finding.Fail("clock", $"The clock says {now:u}.", "Set it: ids and deadlines come from it.");
    }
}
