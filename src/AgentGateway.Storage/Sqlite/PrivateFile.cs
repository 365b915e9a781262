namespace AgentGateway.Storage.Sqlite;

/// <summary>Files that hold conversations: only their owner may read and write them.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Makes an empty file that only its owner may use, or takes the rights of others from an existing one.
    /// </summary>
    public static void Make(string path)
    {
        if (!File.Exists(path))
            Create(path);
        else if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
    }

    /// <exception cref="IOException">The file exists already.</exception>
    public static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        new FileStream(path, options).Dispose();
    }
}
