using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Terminal.Context;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Looks at a workspace under git: what is not committed, and what would be lost with it.</summary>
internal sealed class WorktreeState(Git git, IgnoredFiles ignored)
{
    private const int NamesShown = 10;

    private static readonly TimeSpan GlanceLimit = TimeSpan.FromSeconds(5);

    private static readonly string[] Status =
    [
        "-c", "status.relativePaths=false", "status", "--porcelain=v1", "-z", "--untracked-files=all",
        "--ignore-submodules=dirty",
    ];

    private static readonly Rejection NoLonger = new(
        "not_a_repository", "git no longer knows the directory as a worktree of its repository.",
            "Save what is needed, and remove the workspace with force.");

    /// <summary>What a list shows; nulls where git does not say within a few seconds.</summary>
    public async Task<(bool? Clean, int? Ahead)> GlanceAsync(WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if ((await InspectedRepository.OpenAsync(git, plan, cancellationToken)).IsRejected(out _, out var repository)
            || repository is null)
            return (null, null);
        var changes = await ChangesAsync(plan, repository, GlanceLimit, cancellationToken);
        return (changes.Rejection is null
            ? changes.Value.Count == 0
            : null, await AheadAsync(plan, repository, cancellationToken));
    }

    /// <summary>Why the worktree cannot be taken away without a loss; null when it can.</summary>
    /// <param name="name">Of the workspace.</param>
    public async Task<Rejection?> LossAsync(string name, WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(plan.Directory) || !Directory.Exists(plan.GitDirectory)) return null;
        if ((await Worktrees.ListAsync(git, plan.GitDirectory!, cancellationToken)).IsRejected(
            out var refused, out var all))
            return refused;
        if (all.Any(worktree => worktree.Directory == plan.Directory && worktree.IsLocked))
            return new(
                "workspace_locked",
                "The worktree was locked with git worktree lock.",
                "Unlock it with git worktree unlock, or remove it with force.");
        if ((await InspectedRepository.OpenAsync(git, plan, cancellationToken)).IsRejected(
            out refused, out var repository))
            return refused;
        if (repository is null) return NoLonger;
        if ((await ChangesAsync(plan, repository, null, cancellationToken)).IsRejected(out refused, out var changes))
            return refused with { Hint = "Remove it with force if nothing in it is needed." };
        if (changes.Count > 0)
            return new("workspace_dirty",
                $"{changes.Count} {(changes.Count == 1 ? "file is" : "files are")} not committed: {Named(changes)}.",
                "Look with workspace_diff; commit what is needed, or remove the workspace with force.");
        if ((await ignored.LostAsync(name, plan, repository, cancellationToken)).IsRejected(out refused, out var lost))
            return refused with { Hint = "Remove it with force if nothing in it is needed." };
        if (lost.Count > 0)
            return new("workspace_dirty",
                $"{lost.Count} {(lost.Count == 1 ? "file that git ignores is" : "files that git ignores are")} only "
                    + $"here: {Named(lost)}.",
                "Copy what is needed to another place, or remove the workspace with force.");
        return await SubmodulesAsync(repository, cancellationToken) ?? await LooseAsync(repository, cancellationToken);
    }

    /// <summary>
    /// Paths with changes that are not committed, and files that git does not know; without the working context and
    /// what was copied from the source.
    /// </summary>
    private async Task<Outcome<IReadOnlyList<string>>> ChangesAsync(
        WorkspacePlan plan, InspectedRepository repository, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var listed = await git.OutputAsync(
            repository.Directory, repository.Call(Status) with { Limit = limit }, cancellationToken);
        return listed.Map<IReadOnlyList<string>>(
            text => [.. Entries(text).Where(entry => !IsOurs(plan, entry)).Select(entry => entry.Path)]);
    }

    /// <summary>How many commits the workspace has that its base has not; null where that cannot be said.</summary>
    private async Task<int?> AheadAsync(
        WorkspacePlan plan, InspectedRepository repository, CancellationToken cancellationToken)
    {
        foreach (var start in (string?[])[plan.Base, plan.BaseCommit])
        {
            if (start is null) continue;
            var counted = await git.AskAsync(
                repository.Directory,
                repository.Call("rev-list", "--count", $"{start}..HEAD", "--") with { Limit = GlanceLimit },
                cancellationToken);
            if (counted is { Rejection: null, Value: { } text }
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return count;
        }

        return null;
    }

    /// <summary>
    /// A submodule's changes are seen only by a git that follows the submodule's own settings, so they are left to
    /// people, as git itself leaves them.
    /// </summary>
    private async Task<Rejection?> SubmodulesAsync(InspectedRepository repository, CancellationToken cancellationToken)
    {
        var listed = await git.OutputAsync(
            repository.Directory, repository.Call("ls-files", "--stage", "-z"), cancellationToken);
        if (listed.IsRejected(out var refused)) return refused;
        var open = listed.Value.Split('\0')
            .Where(entry => entry.StartsWith("160000 ", StringComparison.Ordinal))
            .Select(entry => entry[(entry.IndexOf('\t') + 1)..])
            .FirstOrDefault(path => Path.Exists(Path.Combine(repository.Directory, path, ".git")));
        return open is null
            ? null
            : new("workspace_dirty", $"The submodule {open} is checked out.",
                "Check that nothing in it is needed, and remove the workspace with force.");
    }

    private async Task<Rejection?> LooseAsync(InspectedRepository repository, CancellationToken cancellationToken)
    {
        if ((await git.AskAsync(
            repository.Directory, repository.Call("symbolic-ref", "--quiet", "HEAD"), cancellationToken)).IsRejected(
            out var refused, out var branch)) return refused;
        if (branch is not null) return null;
        var loose = await git.AskAsync(
            repository.Directory,
            repository.Call("rev-list", "--count", "HEAD", "--not", "--branches", "--remotes", "--tags"),
            cancellationToken);
        if (loose.IsRejected(out refused)) return refused;
        return loose.Value is null or "0"
            ? null
            : new("workspace_dirty", $"{loose.Value} commits are on no branch.",
                "Make a branch of them with git branch NAME, or remove the workspace with force.");
    }

    private static string Named(IReadOnlyList<string> paths) =>
        $"{string.Join(", ", paths.Take(NamesShown))}{(paths.Count > NamesShown ? " …" : "")}";

    private static IEnumerable<(string Path, bool IsUntracked)> Entries(string status)
    {
        var parts = status.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < parts.Length; at++)
        {
            var entry = parts[at];
            if (entry.Length < 4) continue;
            yield return (entry[3..], entry.StartsWith("??", StringComparison.Ordinal));
            // The old name of a renamed file follows as an entry of its own.
            if (entry[0] is 'R' or 'C') at++;
        }
    }

    private static bool IsOurs(WorkspacePlan plan, (string Path, bool IsUntracked) entry) =>
        entry.IsUntracked
        && (entry.Path.StartsWith(WorkingContext.Folder + "/", StringComparison.Ordinal)
            || entry.Path.Contains($"/{WorkingContext.Folder}/", StringComparison.Ordinal)
            || (plan.Repository is not null
                && SourceFile.IsSame(Path.Combine(plan.Directory, entry.Path), Path.Combine(plan.Repository, entry.Path))));
}
