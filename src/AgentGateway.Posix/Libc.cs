using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace AgentGateway.Posix;

/// <summary>
/// The calls of Linux that .NET does not offer, or offers only together with more than a quick start may load. They
/// stand here and in <see cref="LibcSpawn"/> and nowhere else in the program. Unless a call says otherwise, it returns
/// -1 on failure and leaves the reason in <see cref="Errno.Last"/>. Where a descriptor is given as a
/// <see cref="SafeFileHandle"/>, it stays open while the call runs.
/// </summary>
internal static unsafe partial class Libc
{
    // Files and descriptors.

    /// <summary>open(2): the new descriptor. <paramref name="mode"/> counts only where the flags make a file.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    /// <summary>close(2), for descriptors that no <see cref="SafeFileHandle"/> owns.</summary>
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    /// <summary>read(2): the number of bytes, 0 at the end.</summary>
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, byte* buffer, nint count);

    /// <summary>read(2) of a descriptor that lives as long as the process, such as standard input.</summary>
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, byte* buffer, nint count);

    /// <summary>write(2): the number of bytes taken.</summary>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, byte* buffer, nint count);

    /// <summary>write(2) to a descriptor that lives as long as the process, such as standard output.</summary>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, byte* buffer, nint count);

    /// <summary>fcntl(2).</summary>
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int ControlFile(SafeFileHandle file, int command, nint argument);

    /// <summary>flock(2).</summary>
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

    /// <summary>pipe2(2): the reading and the writing end.</summary>
    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static partial int MakePipe(int* files, int flags);

    /// <summary>mkfifo(3).</summary>
    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    /// <summary>access(2), as the real user.</summary>
    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    /// <summary>statx(2): fills 256 bytes that are laid out alike on every architecture.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(int directory, string path, int flags, uint mask, byte* status);

    /// <summary>The same of an open file, with an empty path and the flag for it.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(SafeFileHandle file, string path, int flags, uint mask, byte* status);

    // Waiting for descriptors.

    /// <summary>poll(2): how many are ready, 0 when the time is over. No entries and a time make it a pause.</summary>
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nint count, int timeoutMilliseconds);

    /// <summary>epoll_create1(2): the new descriptor.</summary>
    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreateEpoll(int flags);

    /// <summary>
    /// epoll_ctl(2). The layout of <paramref name="change"/> depends on the architecture: <see cref="ReadinessLoop"/>.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int ChangeEpoll(SafeFileHandle epoll, int operation, SafeFileHandle file, byte* change);

    /// <summary>epoll_wait(2): how many <paramref name="events"/> were filled in.</summary>
    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int WaitEpoll(SafeFileHandle epoll, byte* events, int capacity, int timeoutMilliseconds);

    /// <summary>eventfd(2): a descriptor that becomes readable when eight bytes are written to it.</summary>
    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int CreateEvent(uint value, int flags);

    // Sockets.

    /// <summary>socket(2): the new descriptor.</summary>
    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    /// <summary>connect(2).</summary>
    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, byte* address, int length);

    /// <summary>send(2): the number of bytes taken.</summary>
    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* buffer, nint count, int flags);

    /// <summary>recv(2): the number of bytes, 0 at the end.</summary>
    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* buffer, nint count, int flags);

    /// <summary>shutdown(2).</summary>
    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int socket, int how);

    /// <summary>socketpair(2): two sockets that are connected to each other.</summary>
    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    public static partial int MakeSocketPair(int family, int type, int protocol, int* pair);

    /// <summary>sendmsg(2): the number of bytes taken. The layout is <see cref="DescriptorMessage"/>'s.</summary>
    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(SafeFileHandle socket, byte* message, int flags);

    /// <summary>recvmsg(2): the number of bytes, 0 at the end.</summary>
    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(SafeFileHandle socket, byte* message, int flags);

    // Namespaces.

    /// <summary>unshare(2): the calling thread, and no other, leaves what it shared.</summary>
    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    /// <summary>setns(2), for the calling thread.</summary>
    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(SafeFileHandle space, int kind);

    // Terminals.

    /// <summary>posix_openpt(3): the master side of a new pseudo terminal.</summary>
    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial int OpenMaster(int flags);

    /// <summary>grantpt(3).</summary>
    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    public static partial int GrantSlave(SafeFileHandle master);

    /// <summary>unlockpt(3).</summary>
    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int UnlockSlave(SafeFileHandle master);

    /// <summary>ptsname_r(3). Returns an error number, not -1.</summary>
    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    public static partial int SlaveName(SafeFileHandle master, byte* name, nint capacity);

    /// <summary>ioctl(2).</summary>
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, nint argument);

    /// <summary>isatty(3): 1 for a terminal, else 0.</summary>
    [LibraryImport("libc", EntryPoint = "isatty")]
    public static partial int IsTerminal(int file);

    /// <summary>tcgetattr(3).</summary>
    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    public static partial int GetMode(int file, byte* mode);

    /// <summary>tcsetattr(3).</summary>
    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    public static partial int SetMode(int file, int when, byte* mode);

    /// <summary>cfmakeraw(3).</summary>
    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    public static partial void MakeRaw(byte* mode);

    // Processes.

    /// <summary>kill(2). Signal 0 sends nothing and tells whether the process exists.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processOrGroup, int signal);

    /// <summary>waitpid(2): the child that ended.</summary>
    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int Reap(int process, int* status, int options);

    /// <summary>signal(2): how this process treats a signal from now on.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint HandleSignal(int signal, nint handler);

    /// <summary>pidfd_open(2), by number because older C libraries have no name for it.</summary>
    public static int OpenProcess(int process)
    {
        const nint Number = 434;
        return (int)SystemCall(Number, process, 0);
    }

    /// <summary>execv(3): returns only on failure.</summary>
    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true)]
    public static partial int Execute(byte* path, byte** arguments);

    /// <summary>unsetenv(3), in the environment that <see cref="Execute"/> passes on.</summary>
    [LibraryImport("libc", EntryPoint = "unsetenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveVariable(string name);

    /// <summary>
    /// keyctl(2) with KEYCTL_JOIN_SESSION_KEYRING and no name, by number because the C library has no name for it.
    /// </summary>
    public static void JoinNewKeyring()
    {
        const nint Join = 1;
        nint? number = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 250,
            Architecture.Arm64 => 219,
            _ => null,
        };
        if (number is { } known) _ = SystemCall(known, Join, 0);
    }

    /// <summary>prctl(2).</summary>
    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(
        int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    /// <summary>clock_gettime(2): seconds, then nanoseconds.</summary>
    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ReadClock(int clock, nint* time);

    /// <summary>umask(2): the mask that was. Never fails.</summary>
    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint FileModeMask(uint mask);

    /// <summary>geteuid(2). Never fails.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second);
}
