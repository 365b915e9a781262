using AgentGateway.Domain;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Makes git worktrees and takes them away. Both can be begun again at any point.</summary>
internal sealed class Worktrees(Git git, WorkspaceOptions options)
{
    private TimeSpan Limit => TimeSpan.FromSeconds(options.SetupSeconds);

    /// <summary>
    /// Makes the worktree on its branch, from the beginning where it is half made. Null when it is made, else the
    /// refusal.
    /// </summary>
    public async Task<Rejection?> MakeAsync(WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (await ClearAsync(plan, cancellationToken) is { } uncleared) return uncleared;
        // A crash may have left the new branch behind; it is then used as it is.
        var there = await git.AskAsync(
            plan.GitDirectory!, new(
                "rev-parse", "--verify", "--quiet", $"refs/heads/{plan.Branch}"), cancellationToken);
        if (there.IsRejected(out var refused)) return refused;
        string[] arguments = (there.Value, plan.Upstream) switch
        {
            ({ }, _) => [plan.Directory, plan.Branch!],
            (null, { } upstream) => ["--track", "-b", plan.Branch!, plan.Directory, upstream],
            _ => ["--no-track", "-b", plan.Branch!, plan.Directory, plan.Start!],
        };
        var made = await git.OutputAsync(
            plan.GitDirectory!, Call(plan, ["worktree", "add", "--quiet", .. arguments]), cancellationToken);
        return made.Rejection;
    }

    /// <summary>
    /// Removes what a failed creation left: the directory, its entry, and the branch if it was new.
    /// </summary>
    public async Task<Rejection?> ClearAsync(WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (Path.Exists(plan.Directory) && !Deletion.Try(plan.Directory))
            return new(
                "directory_unusable",
                $"{plan.Directory}, which is half made, cannot be removed.",
                "Find out why with ls -la, and remove it.");
        if (!Directory.Exists(plan.GitDirectory)) return null;
        return await ForgetAsync(plan, cancellationToken);
    }

    /// <summary>
    /// Forgets the worktree whose directory is gone, and deletes its branch if it was made with it and has no commit of
    /// its own. It forgets only this worktree: pruning would also forget worktrees whose disk is not mounted now.
    /// </summary>
    public async Task<Rejection?> ForgetAsync(WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(plan.GitDirectory)) return null;
        if ((await ListAsync(git, plan.GitDirectory!, cancellationToken)).IsRejected(out var refused, out var all))
            return refused;
        if (all.Any(worktree => worktree.Directory == plan.Directory))
        {
            var removed = await git.OutputAsync(
                plan.GitDirectory!,
                Call(plan, ["worktree", "remove", "--force", "--force", plan.Directory]),
                cancellationToken);
            if (removed.IsRejected(out refused)) return refused;
        }

        if (!plan.BranchIsNew
            || all.Any(worktree => worktree.Branch == plan.Branch && worktree.Directory != plan.Directory))
            return null;
        var own = await git.AskAsync(
            plan.GitDirectory!, new(
                "rev-list", "--count", $"refs/heads/{plan.Branch}", "--not", plan.Start!,
                    plan.BaseCommit!), cancellationToken);
        if (own.IsRejected(out refused)) return refused;
        // Null: there is no such branch any more.
        if (own.Value is "0")
            return (await git.OutputAsync(
                plan.GitDirectory!, Call(
                    plan, ["branch", "--quiet", "-D", plan.Branch!]), cancellationToken)).Rejection;
        return null;
    }

    /// <summary>The worktrees of a repository, the main one among them.</summary>
    public static async Task<Outcome<IReadOnlyList<Worktree>>> ListAsync(
        Git git, string gitDirectory, CancellationToken cancellationToken)
    {
        var listed = await git.OutputAsync(gitDirectory, new("worktree", "list", "--porcelain"), cancellationToken);
        return listed.Map<IReadOnlyList<Worktree>>(
            text => [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Read)]);
    }

    private static Worktree Read(string entry)
    {
        var lines = entry.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(
            Rest(lines, "worktree ") ?? "",
            Rest(lines, "branch refs/heads/"),
            lines.Any(line => line == "locked" || line.StartsWith("locked ", StringComparison.Ordinal)));
    }

    private static string? Rest(string[] lines, string prefix) =>
        lines.FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];

    /// <summary>
    /// A git command that changes something. It carries the mark by which it is found when the daemon dies while it
    /// runs.
    /// </summary>
    private GitCall Call(WorkspacePlan plan, string[] arguments) => new(arguments)
    {
        Limit = Limit,
        Variables = new Dictionary<string, string> { [LeftoverProcesses.Variable] = plan.Mark },
    };
}

/// <param name="Branch">Null where HEAD is detached.</param>
internal sealed record Worktree(string Directory, string? Branch, bool IsLocked);
