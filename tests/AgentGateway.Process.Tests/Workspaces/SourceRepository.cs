namespace AgentGateway.Process.Tests.Workspaces;

/// <summary>A git repository with one commit, of which worktrees are made.</summary>
internal sealed class SourceRepository
{
    private SourceRepository(string path) => Path = path;

    public string Path { get; }

    public static async Task<SourceRepository> CreateAsync(string path)
    {
        var repository = new SourceRepository(path);
        Directory.CreateDirectory(path);
        await repository.GitAsync("init", "--quiet", "--initial-branch=main");
        await repository.CommitAsync(("readme.txt", "one\n"));
        return repository;
    }

    public async Task CommitAsync(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            var file = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, Limits.Soon());
        }

        await GitAsync("add", "--all");
        await GitAsync(
            "-c", "user.name=Tester", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "Work");
    }

    public async Task<string> GitAsync(params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return (await Agw.RunAsync(start)).Succeeded().Trim();
    }

    /// <summary>A named pipe: opening it for reading waits until a program opens it for writing.</summary>
    public static async Task<string> PipeAsync(string path)
    {
        using var made = OsProcess.Start("mkfifo", [path]);
        await made.WaitForExitAsync(Limits.Soon());
        return path;
    }
}
