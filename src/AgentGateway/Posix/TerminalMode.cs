using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>The terminal on standard input and output: its size, and its raw mode, in which every key is only a byte.</summary>
internal static unsafe partial class TerminalMode
{
    /// <summary>More than any C library's <c>struct termios</c> takes.</summary>
    private const int OpaqueBytes = 256;

    private const int Input = 0, Output = 1;

    /// <summary>TCSADRAIN: what was written before is shown before the mode changes, and what was typed is kept.</summary>
    private const int AfterOutput = 1;

    private const nuint GetWindowSize = 0x5413;

    /// <summary>Whether a person sits there: both ends are a terminal.</summary>
    public static bool IsTerminal => IsInputTerminal && IsTerminalFile(Output) == 1;

    public static bool IsInputTerminal => IsTerminalFile(Input) == 1;

    /// <summary>Columns and rows; 80 and 24 where the terminal does not know its size.</summary>
    public static (int Columns, int Rows) Size()
    {
        var size = stackalloc ushort[4];
        return Control(Output, GetWindowSize, size) == 0 && size[0] > 0 && size[1] > 0 ? (size[1], size[0]) : (80, 24);
    }

    /// <summary>How the terminal is set now; null where there is none.</summary>
    public static byte[]? Current()
    {
        var mode = new byte[OpaqueBytes];
        fixed (byte* start = mode) return GetMode(Input, start) == 0 ? mode : null;
    }

    public static void Set(byte[] mode)
    {
        fixed (byte* start = mode) _ = SetMode(Input, AfterOutput, start);
    }

    /// <summary>That mode, but raw.</summary>
    public static byte[] RawOf(byte[] mode)
    {
        byte[] raw = [.. mode];
        fixed (byte* start = raw) MakeRaw(start);
        return raw;
    }

    /// <summary>
    /// The terminal on standard output, opened anew so that it can be written to without blocking; what the shell has open stays as it is.
    /// </summary>
    public static SafeFileHandle OpenOutput()
    {
        const int WriteOnly = 0x1, NoControllingTerminal = 0x100, NonBlocking = 0x800, CloseOnExec = 0x80000;
        var file = Libc.Open("/proc/self/fd/1", WriteOnly | NoControllingTerminal | NonBlocking | CloseOnExec, 0);
        return file >= 0 ? new(file, ownsHandle: true) : new(Output, ownsHandle: false);
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IsTerminalFile(int file);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int file, nuint request, ushort* argument);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetMode(int file, byte* mode);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetMode(int file, int when, byte* mode);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void MakeRaw(byte* mode);
}
