namespace AgentGateway.Terminal.Posix;

/// <summary>How a terminal hands over what is typed: true for a moment, and null where it cannot be seen.</summary>
public static unsafe class LineMode
{
    private const nuint GetAttributes = 0x5401;
    private const int AttributeBytes = 64;
    private const int LocalFlagsAt = 12;
    private const uint Canonical = 0x2;

    /// <summary>
    /// Whether the terminal of a process hands over every key at once, as line editors and full-screen programs have it, and not whole lines.
    /// </summary>
    public static bool? IsKeyByKey(int processId)
    {
        try
        {
            // Opened anew, so that our own flags do not become those of the process. A process whose input is no terminal has none.
            using var input = Descriptor.Open($"/proc/{processId}/fd/0", Libc.ReadOnly | Libc.NonBlocking | Libc.NoControllingTerminal);
            var attributes = stackalloc byte[AttributeBytes];
            return Libc.Control(input, GetAttributes, (nint)attributes) == 0
                ? (*(uint*)(attributes + LocalFlagsAt) & Canonical) == 0
                : null;
        }
        catch (OsException)
        {
            return null;
        }
    }
}
