namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Deletes directory trees: links are deleted and never followed, and directories that are not writable are made
/// writable first.
/// </summary>
internal static class Deletion
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Deletes the tree; false when something of it is left.</summary>
    public static bool Try(string path)
    {
        try
        {
            Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The check below finds what is left.
        }

        return !Path.Exists(path) && new FileInfo(path).LinkTarget is null;
    }

    private static void Delete(string path)
    {
        if (!Directory.Exists(path) || new DirectoryInfo(path).LinkTarget is not null)
        {
            File.Delete(path);
            return;
        }

        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            && !OperatingSystem.IsWindows())
        {
            MakeWritable(path);
            Directory.Delete(path, recursive: true);
        }
    }

    private static void MakeWritable(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(directory, Owner);
        foreach (var below in new DirectoryInfo(directory).EnumerateDirectories())
            if (below.LinkTarget is null)
                MakeWritable(below.FullName);
    }
}
