namespace AgentGateway.Posix;

/// <summary>What a process decides for itself as a whole.</summary>
public static class ThisProcess
{
    private static uint? _givenMask;

    /// <summary>The user whose rights it has.</summary>
    public static uint EffectiveUser => Libc.EffectiveUser();

    /// <summary>Files that it makes from now on never get these permissions.</summary>
    public static void WithholdPermissions(UnixFileMode mode) => _givenMask = Libc.FileModeMask((uint)mode);

    /// <summary>
    /// Those of the permissions that a file of the user usually gets: what this process was started to withhold is taken
    /// away, and not what it withholds of its own files. Null where it withholds nothing of its own.
    /// </summary>
    public static UnixFileMode? Usual(UnixFileMode mode) =>
        _givenMask is { } mask ? mode & ~(UnixFileMode)mask : null;

    /// <summary>
    /// Files that this thread makes, and programs that it starts, get the usual permissions again. Where the machine
    /// does not allow a thread to differ, as some containers do not, nothing changes.
    /// </summary>
    public static void GiveThreadUsualPermissions()
    {
        const int FileSystemState = 0x200;
        if (_givenMask is { } mask && Libc.Unshare(FileSystemState) == 0) _ = Libc.FileModeMask(mask);
    }

    /// <summary>
    /// From now on no other process of the same user may look into its memory, and it leaves no core file.
    /// </summary>
    public static void HideMemory()
    {
        const int SetDumpable = 4;
        _ = Libc.ProcessControl(SetDumpable, 0, 0, 0, 0);
    }

    /// <summary>
    /// From now on a process that descends from this one, and whose parent ends, becomes a child of this process and
    /// not of the first process of the machine. So it stays a descendant, however it detaches itself. Children that
    /// were adopted are reaped with <see cref="Children.ReapAdopted"/>. A program that this process becomes keeps the
    /// duty; children do not inherit it.
    /// </summary>
    public static void AdoptOrphans() => SetAdopting(1);

    /// <summary>From now on orphans are left to another process again.</summary>
    public static void LeaveOrphans() => SetAdopting(0);

    private static void SetAdopting(nuint adopting)
    {
        const int SetChildSubreaper = 36;
        _ = Libc.ProcessControl(SetChildSubreaper, adopting, 0, 0, 0);
    }
}
