using AgentGateway.Domain;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Context;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// The changes of a workspace: committed, uncommitted and new files together, compared with the commit at which its
/// branch began. New files are added to a copy of the index, so that one git diff shows everything and the workspace is
/// not changed.
/// </summary>
internal sealed class WorkspaceDiff(Git git)
{
    public const int DiffBytesMax = 200 * 1024;

    private const int FilesMax = 2000;
    private const int NamesBytesMax = 1024 * 1024;

    /// <summary>Everything but the working context.</summary>
    private static readonly string[] Paths = ["--", ".", $":(exclude){WorkingContext.Folder}"];

    public async Task<Outcome<WorkspaceDiffView>> OfAsync(
        string name, WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(plan.Directory))
            return new Rejection(
                "directory_not_found",
                $"The workspace's directory, {plan.Directory}, is gone.",
                "Remove the workspace with workspace_remove.");
        if ((await InspectedRepository.OpenAsync(git, plan, cancellationToken)).IsRejected(
            out var refused, out var repository))
            return refused;
        if (repository is null)
            return plan.Kind == WorkspaceKind.Directory
                ? new WorkspaceDiffView
                {
                    Name = name,
                    Files = [],
                    Added = 0,
                    Deleted = 0,
                    Diff = "",
                    Truncated = false,
                    Note = "The directory is not under git, so there is nothing to compare it with.",
                }
                : new Rejection(
                    "not_a_repository",
                    $"git no longer knows {plan.Directory} as a worktree.",
                    "Save what is needed, and remove the workspace with force.");
        var index = await git.OutputAsync(
            plan.Directory,
            repository.Call("rev-parse", "--path-format=absolute", "--git-path", "index"),
            cancellationToken);
        if (index.IsRejected(out refused)) return refused;
        if ((await BaseAsync(plan, repository, cancellationToken)).IsRejected(out refused, out var from))
            return refused;
        var branch = await git.AskAsync(
            plan.Directory, repository.Call("symbolic-ref", "--quiet", "--short", "HEAD"), cancellationToken);
        if (branch.IsRejected(out refused)) return refused;
        var scratch = Directory.CreateTempSubdirectory("agw-diff-").FullName;
        try
        {
            var copy = Path.Combine(scratch, "index");
            if (File.Exists(index.Value.TrimEnd('\n'))) File.Copy(index.Value.TrimEnd('\n'), copy);
            return await CompareAsync(name, plan, new(repository, from, branch.Value, copy), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Rejection(
                "directory_unusable",
                $"The workspace cannot be compared: {exception.Message}",
                "Check that its files can be read and that the disk is not full.");
        }
        finally
        {
            Deletion.Try(scratch);
        }
    }

    private async Task<Outcome<WorkspaceDiffView>> CompareAsync(
        string name, WorkspacePlan plan, Comparison comparison, CancellationToken cancellationToken)
    {
        var listed = await git.OutputAsync(
            plan.Directory,
            comparison.Repository.Call(["ls-files", "-z", "--others", "--exclude-standard", .. Paths]),
            cancellationToken);
        if (listed.IsRejected(out var refused)) return refused;
        var untracked = listed.Value.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var known = untracked.Where(path => !path.EndsWith('/')).Take(FilesMax).ToArray();
        GitCall Compared(params IReadOnlyList<string> arguments) =>
            InspectedRepository.With(comparison.Repository.Call(arguments), "GIT_INDEX_FILE", comparison.Index);
        if (known.Length > 0)
        {
            var call = InspectedRepository.With(
                Compared("add", "--intent-to-add", "--pathspec-from-file=-", "--pathspec-file-nul"),
                "GIT_LITERAL_PATHSPECS",
                "1") with { Input = string.Join('\0', known) };
            if ((await git.OutputAsync(plan.Directory, call, cancellationToken)).IsRejected(out refused))
                return refused;
        }

        string[] shown =
        [
            "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--submodule=short",
            "--ignore-submodules=dirty", "--relative",
        ];
        async Task<Outcome<GitResult>> DiffAsync(int bytesMax, params string[] options) => await git.RunAsync(
            plan.Directory,
            Compared([.. shown, .. options, comparison.Base, .. Paths]) with { OutputBytesMax = bytesMax },
            cancellationToken);
        if ((await DiffAsync(NamesBytesMax, "--name-status", "-z")).IsRejected(out refused, out var status))
            return refused;
        if ((await DiffAsync(NamesBytesMax, "--numstat", "-z")).IsRejected(out refused, out var numbers))
            return refused;
        if ((await DiffAsync(DiffBytesMax, "--src-prefix=a/", "--dst-prefix=b/")).IsRejected(out refused, out var text))
            return refused;
        foreach (var result in (GitResult[])[status, numbers, text])
            if (!result.Succeeded)
                return new Rejection(
                    "git_failed",
                    $"git diff failed: {result.Error}",
                    "Correct in the workspace what git says, and try again.");

        var counts = DiffReader.Counts(numbers.Output);
        var files = DiffReader.Files(status.Output, counts, untracked.ToHashSet(StringComparer.Ordinal)).ToList();
        // A repository inside of this one is listed by its name, and its content is left out.
        files.AddRange(
            untracked.Where(
                path => path.EndsWith('/')).Select(path => new ChangedFileView(path, "untracked", null, null)));
        var isCut = text.IsCut
            || status.IsCut
            || numbers.IsCut
            || files.Count > FilesMax
            || untracked.Length > FilesMax;
        return new WorkspaceDiffView
        {
            Name = name,
            Base = plan.Base ?? comparison.Base,
            Branch = comparison.Branch,
            Files = [.. files.Take(FilesMax).OrderBy(file => file.Path, StringComparer.Ordinal)],
            Added = files.Sum(file => file.Added ?? 0),
            Deleted = files.Sum(file => file.Deleted ?? 0),
            Diff = text.Output,
            Truncated = isCut,
        };
    }

    /// <summary>The commit to compare with; the empty tree where nothing is committed yet.</summary>
    private async Task<Outcome<string>> BaseAsync(
        WorkspacePlan plan, InspectedRepository repository, CancellationToken cancellationToken)
    {
        foreach (var name in (string?[])[plan.Base, plan.BaseCommit])
        {
            if (name is null) continue;
            var merge = await git.AskAsync(
                plan.Directory, repository.Call("merge-base", "HEAD", name), cancellationToken);
            if (merge.IsRejected(out var refused)) return refused;
            if (merge.Value is { Length: > 0 } commit) return commit;
        }

        if ((await git.AskAsync(
            plan.Directory,
            repository.Call("rev-parse", "--verify", "--quiet", plan.BaseCommit ?? "HEAD"),
            cancellationToken)).IsRejected(
            out var unasked, out var own)) return unasked;
        return own is { Length: > 0 }
            ? own
            : (await git.OutputAsync(
                plan.Directory, repository.Call(
                    "hash-object", "-t", "tree", "/dev/null"), cancellationToken)).Map(tree => tree.Trim());
    }

    /// <param name="Base">The commit to compare with.</param>
    /// <param name="Index">The copy of the index.</param>
    private sealed record Comparison(InspectedRepository Repository, string Base, string? Branch, string Index);
}
