using AgentGateway.Runtime.Sandboxes;

namespace AgentGateway.Runtime.Tests.Sandboxes;

/// <summary>What a sandbox protects below a workspace's root, and how far it looks.</summary>
public sealed class DeeperPathsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_runs_later_is_found_in_subdirectories_with_repositories_apart()
    {
        MakeDirectories("a/.git", "a/.claude/.vscode", "a/b/c/.idea/empty", "a/.husky", "node_modules/x/.git", ".git", ".vscode");
        File.WriteAllText(_folder["a/.envrc"], "");
        File.WriteAllText(_folder["a/b/.git"], "gitdir: elsewhere");
        File.WriteAllText(_folder["a/b/source.c"], "");
        Directory.CreateSymbolicLink(_folder["link"], _folder["a"]);
        var found = DeeperPaths.Of(_folder.Path);
        Assert.Equal([_folder["a/.git"]], found.GitDirectories);
        Assert.Equal(
            [_folder["a/.claude"], _folder["a/.envrc"], _folder["a/b/.git"], _folder["a/b/c/.idea"]],
            found.Paths.Order(StringComparer.Ordinal));
        Assert.True(found.IsAll);
    }

    [Fact]
    public void What_lies_deeper_than_is_looked_is_told()
    {
        MakeDirectories("1/2/3/.git");
        Assert.True(Found().IsAll);
        MakeDirectories("1/2/3/4/.git");
        Assert.Equal((1, false), (Found().GitDirectories.Count, Found().IsAll));
    }

    [Fact]
    public void More_directories_than_are_looked_into_are_told_and_the_nearest_are_found()
    {
        for (var at = 0; at < DeeperPaths.DirectoriesMax; at++) MakeDirectories($"near/{at}");
        MakeDirectories("other/.git");
        Assert.Equal((1, false), (Found().GitDirectories.Count, Found().IsAll));
    }

    [Fact]
    public void More_paths_than_are_protected_are_told()
    {
        for (var at = 0; at < DeeperPaths.PathsMax; at++) MakeDirectories($"{at}/.git");
        Assert.Equal((DeeperPaths.PathsMax, true), (Found().GitDirectories.Count, Found().IsAll));
        MakeDirectories("another/.git");
        Assert.Equal((DeeperPaths.PathsMax, false), (Found().GitDirectories.Count, Found().IsAll));
    }

    public void Dispose() => _folder.Dispose();

    private DeeperPaths Found() => DeeperPaths.Of(_folder.Path);

    private void MakeDirectories(params string[] paths)
    {
        foreach (var path in paths) Directory.CreateDirectory(_folder[path]);
    }
}
