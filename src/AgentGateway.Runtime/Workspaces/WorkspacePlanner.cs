using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Plans a workspace, and refuses an impossible one, before anything is made.</summary>
internal sealed class WorkspacePlanner(Git git, WorktreeRoot root, PathZones zones)
{
    public const int SetupCharactersMax = 16 * 1024;

    /// <summary>The plan without its ports and its mark.</summary>
    /// <param name="from">The directory from which relative paths count; null where they are refused.</param>
    public async Task<Outcome<WorkspacePlan>> PlanAsync(
        CreateWorkspace request, string? from, CancellationToken cancellationToken)
    {
        if (request.Setup is { Length: > SetupCharactersMax } setup)
            return new Rejection(
                "text_too_long",
                $"The setup script has {setup.Length} characters; {SetupCharactersMax} are allowed.",
                "Put it into a file of the repository, and run that file.");
        var plan = new WorkspacePlan(WorkspaceKind.Directory, "")
        {
            Setup = request.Setup, Sandbox = SandboxProfiles.NameOf(request.Sandbox),
        };
        return (request.Directory, request.Repository) switch
        {
            ({ Length: > 0 } directory, null or "") => Directory(plan, request, directory, from),
            (null or "", { Length: > 0 } repository) =>
                await WorktreeAsync(plan, request, repository, from, cancellationToken),
            (null or "", null or "") =>
                new Rejection(
                    "missing_argument",
                    "A workspace needs a directory, or a repository of which a worktree is made.",
                    "Give directory or repository."),
            _ => new Rejection(
                "invalid_argument",
                "A workspace is either a directory or a worktree of a repository.",
                "Give directory or repository, not both."),
        };
    }

    /// <summary>The script of the repository that is committed where the worktree begins; null for none.</summary>
    public async Task<CommittedSetup?> SetupOfAsync(WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (plan is not { Kind: WorkspaceKind.Worktree, Setup: null, Repository: { } repository }) return null;
        var branch = plan.BranchIsNew ? plan.Start ?? "" : $"refs/heads/{plan.Branch}";
        if ((await CommitAsync(plan, branch, cancellationToken)).IsRejected(out _, out var commit) || commit is null)
            return null;
        var listed = await git.AskAsync(
            repository, new("ls-tree", "--full-tree", commit, "--", WorkspaceSetup.FileName), cancellationToken);
        if (listed.IsRejected(out _, out var entry) || entry?.Split(' ', '\t') is not [_, "blob", var blob, _]) return null;
        var read = await git.RunAsync(
            repository,
            new("cat-file", "blob", blob) { OutputBytesMax = ApprovalWhole.CharactersMax + 1 },
            cancellationToken);
        return new(commit, blob, read.IsRejected(out _, out var script) || !script.Succeeded ? null : script.Output);
    }

    private Outcome<WorkspacePlan> Directory(
        WorkspacePlan plan, CreateWorkspace request, string directory, string? from)
    {
        if (request.Branch is not null || request.Base is not null)
            return new Rejection(
                "invalid_argument",
                "A plain directory has no branch of its own.",
                "Give repository instead of directory to have a worktree made on a branch.");
        if (Real(directory, from).IsRejected(out var refused, out var real)) return refused;
        return WorkspacePaths.WhyNone(real, zones) is { } why ? Protected(real, why) : plan with { Directory = real };
    }

    private static Rejection Protected(string directory, string why) => new(
        "directory_protected",
        $"{directory} cannot be a workspace: {why}.",
        "Name a directory of its own for the work, such as a project's.");

    private async Task<Outcome<WorkspacePlan>> WorktreeAsync(
        WorkspacePlan plan, CreateWorkspace request, string repository, string? from,
            CancellationToken cancellationToken)
    {
        if (Real(repository, from).IsRejected(out var refused, out var real)) return refused;
        if ((await RepositoryAsync(real, cancellationToken)).IsRejected(out refused, out var found)) return refused;
        plan = plan with { Kind = WorkspaceKind.Worktree, Repository = found.Top, GitDirectory = found.GitDirectory };
        if ((await BaseAsync(plan, request.Base, cancellationToken)).IsRejected(out refused, out var based))
            return refused;
        if ((await BranchAsync(based, request, cancellationToken)).IsRejected(out refused, out var branched))
            return refused;
        return root.PlaceOf(request.Name).Map(place => branched with { Directory = place });
    }

    /// <summary>The real path of the directory, or why it cannot be used.</summary>
    private Outcome<string> Real(string path, string? from)
    {
        if (path.Contains('\0', StringComparison.Ordinal) || (!Path.IsPathFullyQualified(path) && from is null))
            return new Rejection(
                "invalid_argument", "The directory is not an absolute path.", "Give a path that begins with /.");
        var full = from is null ? path : Path.Combine(from, path);
        if (File.Exists(full)) return new Rejection("not_a_directory", $"{full} is a file.", "Name a directory.");
        if (!System.IO.Directory.Exists(full) || RealPath.Of(full) is not { } real)
            return new Rejection(
                "directory_not_found", $"There is no directory {full}.", "Create it, or name another.");
        return zones.BelongsToGateway(real, PathUse.Read) ? Protected(real, "it is the gateway's own") : real;
    }

    private async Task<Outcome<(string Top, string GitDirectory)>> RepositoryAsync(
        string directory, CancellationToken cancellationToken)
    {
        var asked = await git.RunAsync(
            directory, new(
                "rev-parse", "--path-format=absolute", "--is-inside-work-tree", "--git-common-dir"), cancellationToken);
        if (asked.IsRejected(out var refused, out var answer)) return refused;
        if (!answer.Succeeded)
            return answer.Error.Contains("not a git repository", StringComparison.OrdinalIgnoreCase)
                ? new Rejection(
                    "not_a_repository",
                    $"{directory} is not a git repository.",
                    "Name one, make it with git init, or give it as directory instead.")
                : new Rejection(
                    "git_failed",
                    $"git does not open {directory}: {answer.Error}",
                    "Put right what git says, and try again.");
        if (answer.Output.Split('\n') is not [var inside, var common, ..])
            return new Rejection(
                "git_failed", $"git printed nothing about {directory}.", "Check that its version is 2.31 or newer.");
        if (inside != "true") return (common, common);
        return (await git.OutputAsync(
            directory, new("rev-parse", "--path-format=absolute", "--show-toplevel"), cancellationToken))
            .Map(top => (top.TrimEnd('\n'), common));
    }

    private async Task<Outcome<WorkspacePlan>> BaseAsync(
        WorkspacePlan plan, string? given, CancellationToken cancellationToken)
    {
        var name = given;
        if (name is null)
        {
            var head = await git.AskAsync(
                plan.Repository!, new("symbolic-ref", "--quiet", "--short", "HEAD"), cancellationToken);
            if (head.IsRejected(out var unasked)) return unasked;
            name = head.Value ?? "HEAD";
        }

        if ((await CommitAsync(plan, name, cancellationToken)).IsRejected(out var refused, out var commit))
            return refused;
        if (commit is null)
            return given is null
                ? new Rejection(
                    "base_not_found",
                    $"{plan.Repository} has no commit yet, so there is nothing to make a worktree of.",
                    "Commit something first.")
                : new Rejection(
                    "base_not_found",
                    $"{plan.Repository} has no commit {given}.",
                    "Name a branch, a tag or a commit that it has.");
        return plan with { Base = name == "HEAD" ? commit : name, BaseCommit = commit };
    }

    private async Task<Outcome<WorkspacePlan>> BranchAsync(
        WorkspacePlan plan, CreateWorkspace request, CancellationToken cancellationToken)
    {
        var branch = string.IsNullOrEmpty(request.Branch) ? $"agw/{request.Name}" : request.Branch;
        if ((await git.AskAsync(
            plan.Repository!, new("check-ref-format", "--branch", branch), cancellationToken)).IsRejected(
            out var refused, out var checkedName)) return refused;
        if (checkedName != branch || branch.StartsWith("refs/", StringComparison.Ordinal))
            return new Rejection(
                "invalid_branch",
                $"\"{branch}\" cannot be the name of a branch.",
                "Use letters, digits, /, - and _, such as feature/search.");
        if ((await CommitAsync(plan, $"refs/heads/{branch}", cancellationToken)).IsRejected(
            out refused, out var existing))
            return refused;
        if (existing is null)
            return await NewBranchAsync(plan with { Branch = branch, BranchIsNew = true }, request, cancellationToken);
        if ((await Worktrees.ListAsync(git, plan.GitDirectory!, cancellationToken)).IsRejected(
            out refused, out var others))
            return refused;
        return others.FirstOrDefault(
            other => other.Branch == branch && System.IO.Directory.Exists(other.Directory)) is { } holder
            ? new Rejection(
                "branch_in_use",
                $"The branch {branch} is checked out in {holder.Directory}.",
                "Give another branch, or leave branch out to have a new one made.")
            : plan with { Branch = branch };
    }

    /// <summary>
    /// Where a new branch begins: at the base that was asked for; else where one remote has a branch of that name; else
    /// at HEAD.
    /// </summary>
    private async Task<Outcome<WorkspacePlan>> NewBranchAsync(
        WorkspacePlan plan, CreateWorkspace request, CancellationToken cancellationToken)
    {
        if (request.Base is null && !string.IsNullOrEmpty(request.Branch))
        {
            var remote = await git.OutputAsync(
                plan.Repository!, new(
                    "for-each-ref", "--format=%(refname:short) %(objectname)",
                        $"refs/remotes/*/{request.Branch}"), cancellationToken);
            if (remote.IsRejected(out var refused)) return refused;
            if (remote.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var only]
                && only.Split(' ') is [var upstream, var commit])
                return plan with { Start = commit, Upstream = upstream };
        }

        return plan with { Start = plan.BaseCommit };
    }

    private async Task<Outcome<string?>> CommitAsync(
        WorkspacePlan plan, string name, CancellationToken cancellationToken) =>
        name.StartsWith('-') || name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)
            ? Outcome.Of<string?>(null)
            : await git.AskAsync(
                plan.Repository!, new("rev-parse", "--verify", "--quiet", name + "^{commit}"), cancellationToken);
}
