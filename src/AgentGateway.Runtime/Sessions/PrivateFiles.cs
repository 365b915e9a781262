namespace AgentGateway.Runtime.Sessions;

/// <summary>Directories and files that only this user may enter and read.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the directory where it is missing.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerFile | UnixFileMode.UserExecute);
    }

    /// <summary>Replaces a file at once: whoever reads it finds the old content or the new.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var next = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        using (var file = new FileStream(next, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
