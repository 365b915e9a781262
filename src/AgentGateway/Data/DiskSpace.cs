using AgentGateway.Domain;

namespace AgentGateway.Data;

/// <summary>Whether the disk of the data directory has room for what the daemon has to write.</summary>
internal static class DiskSpace
{
    /// <summary>The journal's own files, a log and what is written while a person makes room.</summary>
    private const long NeededBytes = 4 * 1024 * 1024;

    /// <summary>Why nothing more should be written there; null where there is room, or where that cannot be told.</summary>
    public static Rejection? Refuse(string directory) => Refuse(FreeBytes(directory));

    /// <param name="freeBytes">Null where it is not known.</param>
    public static Rejection? Refuse(long? freeBytes) => freeBytes is { } free && free < NeededBytes
        ? new(
            "disk_full",
            $"The disk of the data directory is full: {free / 1024} KiB are free, and {NeededBytes / 1024} are needed.",
            "Make room on it, or name a directory on another disk with --data.")
        : null;

    private static long? FreeBytes(string directory)
    {
        try
        {
            var drive = new DriveInfo(directory);
            // Some file systems that come over a network tell no sizes.
            return drive.TotalSize > 0 ? drive.AvailableFreeSpace : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
