using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Posix;

/// <summary>Making descriptors that are closed exactly once, also when a thread is inside a call with them.</summary>
internal static unsafe class Descriptor
{
    /// <exception cref="OsException">The call that made <paramref name="file"/> failed.</exception>
    public static SafeFileHandle Own(int file, string call) =>
        file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw OsException.Last(call);

    public static SafeFileHandle Open(string path, int flags) => Own(Libc.Open(path, flags | Libc.CloseOnExec, 0), "open " + path);

    /// <summary>A second descriptor of the same open file, so that it can be waited for in a second way.</summary>
    public static SafeFileHandle Duplicate(SafeFileHandle file) =>
        Own(Libc.ControlFile(file, Libc.DuplicateCloseOnExec, 3), "fcntl");

    /// <summary>
    /// Fails when so few descriptors are left that, with one terminal more, those there are could not be looked after.
    /// </summary>
    /// <exception cref="OsException">Too few are left.</exception>
    public static void NeedSpare()
    {
        const int Spare = 16;
        var taken = new List<SafeFileHandle>(Spare);
        try
        {
            while (taken.Count < Spare) taken.Add(Own(Libc.CreateEvent(0, Libc.CloseOnExec), "eventfd"));
        }
        finally
        {
            foreach (var file in taken) file.Dispose();
        }
    }

    public static (SafeFileHandle Reader, SafeFileHandle Writer) Pipe()
    {
        var files = stackalloc int[2];
        if (Libc.MakePipe(files, Libc.CloseOnExec) != 0) throw OsException.Last("pipe2");
        return (Own(files[0], "pipe2"), Own(files[1], "pipe2"));
    }

    public static void MakeNonBlocking(SafeFileHandle file)
    {
        const int GetFlags = 3;
        const int SetFlags = 4;
        var flags = Libc.ControlFile(file, GetFlags, 0);
        if (flags < 0 || Libc.ControlFile(file, SetFlags, flags | Libc.NonBlocking) != 0) throw OsException.Last("fcntl");
    }
}
