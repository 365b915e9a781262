using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>
/// Making descriptors. All are close-on-exec, and each is closed exactly once, also when a thread is inside a call with
/// it.
/// </summary>
public static unsafe class Descriptor
{
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockNoWait = 4;
    private const int LockNone = 8;

    private const int CloseOnExec = 0x80000;

    /// <summary>O_DIRECTORY and O_NOFOLLOW have other numbers there; all other flags here are the same.</summary>
    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    /// <summary>How many this process may have open at once.</summary>
    public static int Max
    {
        get
        {
            const string Name = "Max open files";
            var line = File.ReadLines("/proc/self/limits").FirstOrDefault(
                line => line.StartsWith(Name, StringComparison.Ordinal));
            var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var max)
                ? max
                : int.MaxValue;
        }
    }

    /// <param name="path">A file of any kind.</param>
    /// <param name="flags">How it is opened.</param>
    /// <param name="mode">The permissions of a file that is made by it.</param>
    /// <exception cref="OsException">It cannot be opened.</exception>
    public static SafeFileHandle Open(string path, OpenFlags flags, UnixFileMode mode = UnixFileMode.None) =>
        Own(Libc.Open(path, (int)flags | CloseOnExec, (uint)mode), "open " + path);

    /// <summary>As <see cref="Open"/>; null where it cannot be opened.</summary>
    public static SafeFileHandle? TryOpen(string path, OpenFlags flags)
    {
        var file = Libc.Open(path, (int)flags | CloseOnExec, 0);
        return file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : null;
    }

    /// <summary>As <see cref="TryOpen"/> of a path whose last name is no link; null also where it is one.</summary>
    public static SafeFileHandle? TryOpenNoLink(string path, OpenFlags flags) =>
        TryOpen(path, flags | (OpenFlags)(IsArm ? 0x8000 : 0x20000));

    /// <summary>
    /// Holds a directory, so that it can be reached even if its path names another directory later. It can be named,
    /// and not read.
    /// </summary>
    /// <returns>Null where there is no such directory.</returns>
    public static SafeFileHandle? TryPinDirectory(string path)
    {
        return TryOpen(path, OpenFlags.PathOnly | (OpenFlags)(IsArm ? 0x4000 : 0x10000));
    }

    /// <summary>
    /// How many bytes can be read from a pipe or a terminal at once; 0 where that cannot be told, as of one that is closed.
    /// </summary>
    public static int WaitingBytes(SafeFileHandle file)
    {
        const nuint ReadableBytes = 0x541B;
        var count = 0;
        try
        {
            return Libc.Control(file, ReadableBytes, (nint)(&count)) == 0 ? count : 0;
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <exception cref="OsException">No descriptor is left.</exception>
    public static (SafeFileHandle Reader, SafeFileHandle Writer) Pipe()
    {
        var files = stackalloc int[2];
        if (Libc.MakePipe(files, CloseOnExec) != 0) throw OsException.Last("pipe2");
        return (Own(files[0], "pipe2"), Own(files[1], "pipe2"));
    }

    /// <summary>Makes a named pipe and opens its reading end, without waiting for a writer.</summary>
    /// <param name="path">Where nothing is yet.</param>
    /// <param name="mode">Its permissions.</param>
    /// <param name="kernelBytes">
    /// How much the kernel should hold. An unprivileged user's allowance may be used up; then it holds less, which only
    /// costs speed.
    /// </param>
    /// <exception cref="OsException">It cannot be made or opened.</exception>
    public static SafeFileHandle MakeNamedPipe(string path, UnixFileMode mode, int kernelBytes)
    {
        const int SetPipeBytes = 1031;
        if (Libc.MakeFifo(path, (uint)mode) != 0) throw OsException.Last("mkfifo " + path);
        var file = Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
        _ = Libc.ControlFile(file, SetPipeBytes, kernelBytes);
        return file;
    }

    /// <summary>A second descriptor of the same open file, so that it can be waited for in a second way.</summary>
    /// <exception cref="OsException">No descriptor is left.</exception>
    public static SafeFileHandle Duplicate(SafeFileHandle file)
    {
        const int DuplicateCloseOnExec = 1030;
        const int FirstNumber = 3;
        return Own(Libc.ControlFile(file, DuplicateCloseOnExec, FirstNumber), "fcntl");
    }

    /// <summary>
    /// From now on neither reading nor writing waits. This applies to the open file and so to every descriptor of it.
    /// </summary>
    /// <exception cref="OsException">The kind of file knows no such thing.</exception>
    public static void MakeNonBlocking(SafeFileHandle file)
    {
        const int GetFlags = 3;
        const int SetFlags = 4;
        var flags = Libc.ControlFile(file, GetFlags, 0);
        if (flags < 0 || Libc.ControlFile(file, SetFlags, flags | (int)OpenFlags.NonBlocking) != 0)
            throw OsException.Last("fcntl");
    }

    /// <summary>
    /// Takes the lock of a file for as long as the descriptor is open: the system gives it back when the process ends,
    /// also when it is killed.
    /// </summary>
    /// <returns>False when another process or descriptor has it.</returns>
    public static bool TryLock(SafeFileHandle file) => Libc.Lock(file, LockExclusive | LockNoWait) == 0;

    /// <summary>
    /// Takes the lock of a file together with others who share it, as <see cref="TryLock"/> takes it alone.
    /// </summary>
    /// <returns>False when another process or descriptor has it alone.</returns>
    public static bool TryShareLock(SafeFileHandle file) => Libc.Lock(file, LockShared | LockNoWait) == 0;

    /// <summary>
    /// Gives the lock of a file back at once. To close the file is not enough: a process that is being started at this
    /// moment has a copy of the descriptor until its program runs, and keeps the lock for as long.
    /// </summary>
    public static void Unlock(SafeFileHandle file) => Libc.Lock(file, LockNone);

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
            while (taken.Count < Spare) taken.Add(MakeEvent());
        }
        finally
        {
            foreach (var file in taken) file.Dispose();
        }
    }

    /// <summary>A descriptor that becomes readable when eight bytes are written to it.</summary>
    internal static SafeFileHandle MakeEvent() => Own(Libc.CreateEvent(0, CloseOnExec), "eventfd");

    internal static SafeFileHandle OpenMaster() =>
        Own(Libc.OpenMaster((int)(OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal) | CloseOnExec),
            "posix_openpt");

    internal static SafeFileHandle MakeEpoll() => Own(Libc.CreateEpoll(CloseOnExec), "epoll_create1");

    /// <exception cref="OsException">The call that made <paramref name="file"/> failed.</exception>
    internal static SafeFileHandle Own(int file, string call) =>
        file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw OsException.Last(call);
}
