namespace AgentGateway.Posix;

/// <summary>The variable <c>PATH</c>: where programs are looked up that are named without a directory.</summary>
public static class SearchPath
{
    /// <summary>The path to take where there is none.</summary>
    public const string Usual = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>The directories of a path; none where it is null or empty.</summary>
    public static string[] Directories(string? path) =>
        (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The first file of that name in the directories of the path, or of the usual path where it is null or empty; null
    /// where there is none.
    /// </summary>
    public static string? Find(string program, string? path) =>
        Directories(string.IsNullOrEmpty(path) ? Usual : path)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
}
