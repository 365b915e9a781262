using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Posix;

/// <summary>The master side of a new pseudo terminal, non-blocking, and the path under which a child opens the other side.</summary>
internal sealed unsafe record PseudoTerminal(SafeFileHandle Master, string SlavePath)
{
    /// <exception cref="OsException">No pseudo terminal or no descriptor is left.</exception>
    public static PseudoTerminal Open(int columns, int rows)
    {
        const int NameBytesMax = 128;
        var flags = Libc.ReadWrite | Libc.NoControllingTerminal | Libc.CloseOnExec;
        var master = Descriptor.Own(Libc.OpenMaster(flags), "posix_openpt");
        try
        {
            if (Libc.GrantSlave(master) != 0) throw OsException.Last("grantpt");
            if (Libc.UnlockSlave(master) != 0) throw OsException.Last("unlockpt");
            var name = stackalloc byte[NameBytesMax];
            var error = Libc.SlaveName(master, name, NameBytesMax);
            if (error != 0) throw new OsException("ptsname_r", error);
            Resize(master, columns, rows);
            Descriptor.MakeNonBlocking(master);
            return new PseudoTerminal(master, Encoding.UTF8.GetString(name, new ReadOnlySpan<byte>(name, NameBytesMax).IndexOf((byte)0)));
        }
        catch
        {
            master.Dispose();
            throw;
        }
    }

    /// <summary>Sets the size; the kernel tells the foreground group by SIGWINCH when it changed.</summary>
    public static void Resize(SafeFileHandle master, int columns, int rows)
    {
        var size = stackalloc ushort[] { (ushort)rows, (ushort)columns, 0, 0 };
        if (Libc.Control(master, Libc.SetWindowSize, (nint)size) != 0) throw OsException.Last("ioctl TIOCSWINSZ");
    }
}
