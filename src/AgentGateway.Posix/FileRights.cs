using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>What a file is, whose it is, and what may be done with it, which .NET does not tell.</summary>
public static unsafe class FileRights
{
    private const int StatusBytes = 256;
    private const int UserAt = 20;
    private const int GroupAt = 24;
    private const int ModeAt = 28;
    private const int NumberAt = 32;
    private const int CurrentDirectory = -100;
    private const int OfDescriptor = 0x1000;
    private const uint WantsKind = 1;
    private const uint WantsUser = 8;
    private const uint WantsGroup = 16;
    private const uint WantsNumber = 256;
    private const int KindBits = 0xf000;

    /// <summary>The user id of the file's owner, or null when the file cannot be looked at.</summary>
    public static uint? OwnerOf(string path)
    {
        var status = stackalloc byte[StatusBytes];
        return Libc.Status(CurrentDirectory, path, 0, WantsUser, status) == 0 ? *(uint*)(status + UserAt) : null;
    }

    /// <summary>
    /// The number that the file or directory has on its file system, which a move keeps and a copy does not; null when
    /// it cannot be looked at.
    /// </summary>
    public static ulong? NumberOf(string path)
    {
        var status = stackalloc byte[StatusBytes];
        return Libc.Status(CurrentDirectory, path, 0, WantsNumber, status) == 0 ? *(ulong*)(status + NumberAt) : null;
    }

    /// <summary>The kind of the file to which a path leads, or null when there is none that can be looked at.</summary>
    public static FileKind? KindOf(string path)
    {
        var status = stackalloc byte[StatusBytes];
        return Libc.Status(CurrentDirectory, path, 0, WantsKind, status) == 0 ? KindIn(status) : null;
    }

    /// <summary>The kind of an open file, which does not change as that of a path does.</summary>
    public static FileKind KindOf(SafeFileHandle file)
    {
        var status = stackalloc byte[StatusBytes];
        return Libc.Status(file, "", OfDescriptor, WantsKind, status) == 0 ? KindIn(status) : FileKind.Unknown;
    }

    /// <summary>Whether this user may make files in that directory, which may lie on a read-only file system.</summary>
    public static bool MayMakeIn(string directory)
    {
        const int WriteAndSearch = 3;
        return Libc.Access(directory, WriteAndSearch) == 0;
    }

    /// <summary>
    /// Whether the file's group has the number of its owner, as the group has that a user is alone in.
    /// </summary>
    public static bool IsOfPrivateGroup(string path)
    {
        var status = stackalloc byte[StatusBytes];
        return Libc.Status(CurrentDirectory, path, 0, WantsUser | WantsGroup, status) == 0
            && *(uint*)(status + UserAt) == *(uint*)(status + GroupAt);
    }

    /// <summary>Whether this process may execute it.</summary>
    public static bool MayExecute(string path)
    {
        const int Execute = 1;
        return Libc.Access(path, Execute) == 0;
    }

    private static FileKind KindIn(byte* status) => (FileKind)(*(ushort*)(status + ModeAt) & KindBits);
}
