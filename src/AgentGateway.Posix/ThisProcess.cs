namespace AgentGateway.Posix;

/// <summary>What a process decides for itself as a whole.</summary>
public static class ThisProcess
{
    /// <summary>The user whose rights it has.</summary>
    public static uint EffectiveUser => Libc.EffectiveUser();

    /// <summary>Files that it makes from now on never get these permissions.</summary>
    public static void WithholdPermissions(UnixFileMode mode) => _ = Libc.FileModeMask((uint)mode);

    /// <summary>
    /// From now on no other process of the same user may look into its memory, and it leaves no core file.
    /// </summary>
    public static void HideMemory()
    {
        const int SetDumpable = 4;
        _ = Libc.ProcessControl(SetDumpable, 0, 0, 0, 0);
    }
}
