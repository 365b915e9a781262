using System.Collections.Concurrent;
using System.Diagnostics;

namespace AgentGateway.Tidy.Tests;

/// <summary>The repository that this test was built from: its files, as git would commit them now.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> Tracked = new(ListFiles);
    private static readonly Lazy<IReadOnlyList<SourceFile>> Parsed = new(() =>
        [.. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).AsParallel().AsOrdered()
            .Select(SourceFile.Read)]);
    private static readonly Lazy<IReadOnlyList<string>> Projects = new(() =>
        [.. Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))]);
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes: what is tracked, and what is new and not ignored.</summary>
    public static IReadOnlyList<string> Files => Tracked.Value;

    /// <summary>All C# files, parsed.</summary>
    public static IReadOnlyList<SourceFile> Sources => Parsed.Value;

    /// <summary>The C# files of the program, without tests and benchmarks.</summary>
    public static IEnumerable<SourceFile> Production =>
        Sources.Where(source => !source.Path.StartsWith("tests/", StringComparison.Ordinal));

    public static IReadOnlyList<string> ProjectFiles => Projects.Value;

    public static IEnumerable<string> ProjectFolders => ProjectFiles.Select(file => file[..file.LastIndexOf('/')]);

    /// <summary>The file's text, which is read once however many tests look at it.</summary>
    public static string Read(string path) =>
        Texts.GetOrAdd(path, static path => File.ReadAllText(Path.Combine(Root, path)));

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AgentGateway.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("No AgentGateway.sln stands above the test's own folder.");
    }

    private static IReadOnlyList<string> ListFiles()
    {
        // A checkout that belongs to another user (a CI cache, a container mount) is still only read here.
        var start = new ProcessStartInfo(
            "git", ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var names = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. names.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(Exists).Distinct()
            .Order(StringComparer.Ordinal)];
    }
}
