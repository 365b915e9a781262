using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>
/// The master side of a new pseudo terminal, non-blocking, and the path under which a child opens the other side.
/// </summary>
public sealed unsafe record PseudoTerminal(SafeFileHandle Master, string SlavePath)
{
    /// <exception cref="OsException">No pseudo terminal or no descriptor is left.</exception>
    public static PseudoTerminal Open(int columns, int rows)
    {
        const int NameBytesMax = 128;
        var master = Descriptor.OpenMaster();
        try
        {
            if (Libc.GrantSlave(master) != 0) throw OsException.Last("grantpt");
            if (Libc.UnlockSlave(master) != 0) throw OsException.Last("unlockpt");
            var name = stackalloc byte[NameBytesMax];
            var error = Libc.SlaveName(master, name, NameBytesMax);
            if (error != 0) throw new OsException("ptsname_r", error);
            Resize(master, columns, rows);
            Descriptor.MakeNonBlocking(master);
            var path = new ReadOnlySpan<byte>(name, NameBytesMax);
            return new PseudoTerminal(master, Encoding.UTF8.GetString(path[..path.IndexOf((byte)0)]));
        }
        catch
        {
            master.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Stops the output of a terminal, as ctrl-s does, or lets it go on. Programs that print wait meanwhile.
    /// </summary>
    /// <param name="terminal">Either side.</param>
    /// <returns>False where it is no terminal.</returns>
    public static bool SetOutput(SafeFileHandle terminal, bool isOn)
    {
        const nuint FlowControl = 0x540A;
        return Libc.Control(terminal, FlowControl, isOn ? 1 : 0) == 0;
    }

    /// <summary>Sets the size; the kernel tells the foreground group by SIGWINCH when it changed.</summary>
    /// <exception cref="OsException">The terminal is gone.</exception>
    public static void Resize(SafeFileHandle master, int columns, int rows)
    {
        const nuint SetWindowSize = 0x5414;
        var size = stackalloc ushort[] { (ushort)rows, (ushort)columns, 0, 0 };
        if (Libc.Control(master, SetWindowSize, (nint)size) != 0) throw OsException.Last("ioctl TIOCSWINSZ");
    }
}
