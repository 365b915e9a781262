using System.Runtime.InteropServices;

namespace AgentGateway.Posix;

/// <summary>The calls around posix_spawn(3). All return an error number, not -1.</summary>
internal static unsafe partial class LibcSpawn
{
    /// <summary>POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETSIGMASK and POSIX_SPAWN_SETSID.</summary>
    public const short CleanSignalsInOwnSession = 0x04 | 0x08 | 0x80;

    /// <summary>More than any C library's attributes, file actions or signal sets take.</summary>
    public const int OpaqueBytes = 1024;

    private static readonly nint CloseFrom = FindCloseFrom();

    /// <summary>Whether <see cref="AddCloseOthers"/> can do anything.</summary>
    public static bool CanCloseOthers => CloseFrom != 0;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    public static partial int Start(
        int* processId, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int InitializeAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(byte* attributes, short flags);

    /// <summary>
    /// The signals that get their default action in the child, even if this process ignores or handles them.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetBlockedSignals(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitializeActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    public static partial int AddOpen(byte* actions, int file, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static partial int AddChangeDirectory(byte* actions, byte* path);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int EmptySignals(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    public static partial int FillSignals(byte* signals);

    /// <summary>
    /// Leaves the child nothing but the descriptors before <paramref name="first"/>, also of those that some library
    /// opened without close-on-exec. Only newer C libraries can; our own descriptors are all close-on-exec.
    /// </summary>
    public static void AddCloseOthers(byte* actions, int first)
    {
        if (CanCloseOthers) _ = ((delegate* unmanaged<byte*, int, int>)CloseFrom)(actions, first);
    }

    private static nint FindCloseFrom() =>
        NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "posix_spawn_file_actions_addclosefrom_np", out var found) ? found : 0;
}
