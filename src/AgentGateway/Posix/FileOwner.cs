using System.Runtime.InteropServices;

namespace AgentGateway.Posix;

/// <summary>Whose file something is, which .NET does not tell.</summary>
internal static unsafe partial class FileOwner
{
    private const int CurrentDirectory = -100;
    private const uint WantsUser = 8;

    /// <summary>The user id of the file's owner, or null when the file cannot be looked at.</summary>
    public static uint? Of(string path)
    {
        // struct statx is laid out alike on every architecture: the user id is at byte 20 of 256.
        var status = stackalloc byte[256];
        return Status(CurrentDirectory, path, 0, WantsUser, status) == 0 ? *(uint*)(status + 20) : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int directory, string path, int flags, uint mask, byte* status);
}
