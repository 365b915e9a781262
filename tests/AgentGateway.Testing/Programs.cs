namespace AgentGateway.Testing;

/// <summary>Programs of the machine that a test may need.</summary>
public static class Programs
{
    public static bool Has(string name) => Find(name) is not null;

    /// <summary>The program's path, or null where it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    /// <summary>
    /// A variable PATH in which that program is missing: of a directory, which is made, with links to all others.
    /// </summary>
    public static string PathWithout(string name, string directory)
    {
        Directory.CreateDirectory(directory);
        var programs = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            ':', StringSplitOptions.RemoveEmptyEntries)
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .DistinctBy(Path.GetFileName)
            .Where(path => Path.GetFileName(path) != name);
        foreach (var path in programs) File.CreateSymbolicLink(Path.Combine(directory, Path.GetFileName(path)), path);
        return directory;
    }
}
