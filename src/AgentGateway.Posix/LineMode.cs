namespace AgentGateway.Posix;

/// <summary>How a terminal hands over what is typed: true for a moment, and null where it cannot be seen.</summary>
public static unsafe class LineMode
{
    private const nuint GetAttributes = 0x5401;
    private const int AttributeBytes = 64;
    private const int LocalFlagsAt = 12;
    private const uint Canonical = 0x2;

    /// <summary>
    /// Whether the terminal of a process hands over every key at once, as line editors and full-screen programs have
    /// it, and not whole lines.
    /// </summary>
    public static bool? IsKeyByKey(int processId)
    {
        // Opened anew, so that our own flags do not become those of the process. A process whose input is no terminal
        // has none.
        using var input = Descriptor.TryOpen(
            $"/proc/{processId}/fd/0", OpenFlags.NonBlocking | OpenFlags.NoControllingTerminal);
        if (input is null) return null;
        // The attributes as the kernel has them, which are laid out alike on the architectures that .NET runs on.
        var attributes = stackalloc byte[AttributeBytes];
        return Libc.Control(input, GetAttributes, (nint)attributes) == 0
            ? (*(uint*)(attributes + LocalFlagsAt) & Canonical) == 0
            : null;
    }
}
