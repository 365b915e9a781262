using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>
/// The terminal on standard input and output: its size, and its raw mode, in which every key is only a byte.
/// </summary>
public static unsafe class TerminalMode
{
    /// <summary>More than any C library's <c>struct termios</c> takes.</summary>
    private const int OpaqueBytes = 256;

    /// <summary>Whether both ends are a terminal, as when a person uses the program.</summary>
    public static bool IsTerminal => IsInputTerminal && Libc.IsTerminal(RawFile.StandardOutput) == 1;

    public static bool IsInputTerminal => Libc.IsTerminal(RawFile.StandardInput) == 1;

    /// <summary>Columns and rows; 80 and 24 where the terminal does not know its size.</summary>
    public static (int Columns, int Rows) Size()
    {
        const nuint GetWindowSize = 0x5413;
        var size = stackalloc ushort[4];
        using var output = new SafeFileHandle(RawFile.StandardOutput, ownsHandle: false);
        return Libc.Control(output, GetWindowSize, (nint)size) == 0 && size[0] > 0 && size[1] > 0
            ? (size[1], size[0])
            : (80, 24);
    }

    /// <summary>How the terminal is set now; null where there is none.</summary>
    public static byte[]? Current()
    {
        var mode = new byte[OpaqueBytes];
        fixed (byte* start = mode) return Libc.GetMode(RawFile.StandardInput, start) == 0 ? mode : null;
    }

    /// <summary>Sets the mode when all that was written before is shown. What was typed is kept.</summary>
    public static void Set(byte[] mode)
    {
        const int AfterOutput = 1;
        fixed (byte* start = mode) _ = Libc.SetMode(RawFile.StandardInput, AfterOutput, start);
    }

    /// <summary>That mode, but raw.</summary>
    public static byte[] RawOf(byte[] mode)
    {
        byte[] raw = [.. mode];
        fixed (byte* start = raw) Libc.MakeRaw(start);
        return raw;
    }

    /// <summary>
    /// The terminal on standard output, opened anew so that it can be written to without blocking; what the shell has
    /// open stays as it is.
    /// </summary>
    public static SafeFileHandle OpenOutput() =>
        Descriptor.TryOpen(
            "/proc/self/fd/1", OpenFlags.WriteOnly | OpenFlags.NoControllingTerminal | OpenFlags.NonBlocking)
        ?? new(RawFile.StandardOutput, ownsHandle: false);
}
