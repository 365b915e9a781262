using System.Diagnostics;

namespace AgentGateway.Testing;

/// <summary>A real git repository in a folder of its own, with one commit on <c>main</c>.</summary>
public sealed class GitRepository : IDisposable
{
    private GitRepository(string folder) => Folder = folder;

    /// <summary>The folder around the repository.</summary>
    public string Folder { get; }

    public string Path => System.IO.Path.Combine(Folder, "project");

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public static GitRepository Create()
    {
        var repository = new GitRepository(Directory.CreateTempSubdirectory("agw-git-").FullName);
        Directory.CreateDirectory(repository.Path);
        repository.Git("init", "--quiet", "--initial-branch=main");
        repository.Write("readme.txt", "one\ntwo\n");
        repository.Commit("First");
        return repository;
    }

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[file])!);
        File.WriteAllText(this[file], text);
    }

    public void Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", message);
    }

    public string Git(params string[] arguments) => GitIn(Path, arguments);

    public static string GitIn(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var role in (string[])["AUTHOR", "COMMITTER"])
        {
            start.Environment[$"GIT_{role}_NAME"] = "Tester";
            start.Environment[$"GIT_{role}_EMAIL"] = "t@example.org";
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error.Result}");
        return output.Trim();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
