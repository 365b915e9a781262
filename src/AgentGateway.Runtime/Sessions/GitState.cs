using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The branch and the changed files of a directory, read without trusting the repository: see <see
/// cref="InspectedRepository"/>.
/// </summary>
internal sealed class GitState(Git git)
{
    private const int OutputBytesMax = 4 * 1024;
    private const string NoCommits = "No commits yet on ";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Nulls where there is no repository, no git, or no answer in time.</summary>
    public async Task<(string? Branch, string? State)> OfAsync(string directory, CancellationToken cancellationToken)
    {
        if ((await InspectedRepository.OpenAsync(git, directory, cancellationToken)).IsRejected(
            out _, out var repository)
            || repository is null)
            return (null, null);
        var call = repository.Call(
            "status", "--porcelain=v1", "--branch", "--ignore-submodules=all") with
            {
                Limit = Limit,
                OutputBytesMax = OutputBytesMax,
            };
        var said = await git.RunAsync(directory, call, cancellationToken);
        return said.IsRejected(out _, out var result) || !result.Succeeded ? (null, null) : Read(result.Output);
    }

    /// <summary>The first line is <c>## branch...upstream [ahead 1]</c>; the others are what is changed.</summary>
    private static (string? Branch, string? State) Read(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [['#', '#', ' ', .. var head], .. var changes]) return (null, null);
        var branch = head.StartsWith(NoCommits, StringComparison.Ordinal)
            ? head[NoCommits.Length..]
            : head.Split("...")[0];
        return (branch, changes.Length == 0 ? "clean" : string.Join('\n', changes));
    }
}
