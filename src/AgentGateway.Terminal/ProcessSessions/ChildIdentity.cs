using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// Which process a terminal's first child is, beyond the reuse of its number: a process with the same number, start
/// time and boot is the same process. Write it down before a session is announced, so that a later daemon can find what
/// was left.
/// </summary>
/// <param name="ProcessId">Also the id of its process group and session.</param>
/// <param name="StartTicks">Its start, in clock ticks since the machine started.</param>
/// <param name="BootId">Which start of the machine.</param>
/// <param name="Mark">A variable of its environment, as <c>NAME=value</c>, that only this session has, or null.</param>
public sealed record ChildIdentity(int ProcessId, long StartTicks, string BootId, string? Mark)
{
    private static readonly Lazy<string> ThisBoot = new(
        () => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    /// <summary>Which start of the machine this is.</summary>
    public static string CurrentBootId => ThisBoot.Value;

    /// <summary>This process itself.</summary>
    public static ChildIdentity OfThisProcess => Of(Environment.ProcessId, null)!;

    /// <summary>Null when the process has ended already and was reaped.</summary>
    internal static ChildIdentity? Of(int processId, string? mark) =>
        ProcessRow.Read(processId) is { } row
            ? new ChildIdentity(processId, row.StartTicks, CurrentBootId, mark)
            : null;
}
