using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// A workspace's repository as the daemon reads it. An agent in the workspace may have written the repository's
/// settings, and the daemon sees more than a sandboxed session does. So these settings must not make the daemon's git
/// run a program, fetch, or read another directory: filters that the repository itself defines are off, and the
/// directories of its files are given to git instead of being read from its settings.
/// </summary>
internal sealed class InspectedRepository
{
    private readonly Dictionary<string, string> _variables;

    private InspectedRepository(
        string directory, Dictionary<string, string> variables) => (Directory, _variables) = (directory, variables);

    /// <summary>The workspace's directory, in which git is called.</summary>
    public string Directory { get; }

    /// <summary>The repository that a directory is in; null when it is not under git.</summary>
    public static Task<Outcome<InspectedRepository?>> OpenAsync(
        Git git, string directory, CancellationToken cancellationToken) =>
        OpenAsync(git, new WorkspacePlan(WorkspaceKind.Directory, directory), cancellationToken);

    /// <summary>Null when the directory is not under git, or a worktree no longer belongs to its repository.</summary>
    public static async Task<Outcome<InspectedRepository?>> OpenAsync(
        Git git, WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (TopOf(plan) is not { } top) return Outcome.Of<InspectedRepository?>(null);
        var ceiling = new Dictionary<string, string>
        {
            ["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(top) ?? "/",
        };
        var found = await git.AskAsync(
            top, new("rev-parse", "--absolute-git-dir") { Variables = ceiling }, cancellationToken);
        if (found.IsRejected(out var refused, out var directory)) return refused;
        if (directory is null || (plan.Kind == WorkspaceKind.Worktree && !IsOf(plan, directory)))
            return Outcome.Of<InspectedRepository?>(null);
        var variables = new Dictionary<string, string>
        {
            ["GIT_DIR"] = directory,
            ["GIT_WORK_TREE"] = top,
            ["GIT_ALLOW_PROTOCOL"] = "none",
        };
        var filters = await git.RunAsync(
            top,
            new("config", "--show-scope", "--name-only", "--null", "--get-regexp", "^filter\\.")
            {
                Variables = variables,
            },
            cancellationToken);
        if (filters.IsRejected(out refused)) return refused;
        Switch(variables, filters.Value.Output);
        return new InspectedRepository(plan.Directory, variables);
    }

    public GitCall Call(params IReadOnlyList<string> arguments) => new(arguments) { Variables = _variables };

    /// <summary>The same call with one variable more.</summary>
    public static GitCall With(GitCall call, string name, string value) =>
        call with
        {
            Variables = new Dictionary<string, string>(
                call.Variables ?? new Dictionary<string, string>()) { [name] = value },
        };

    /// <summary>
    /// The top directory of the repository: the worktree, or for a plain directory itself or the nearest one above.
    /// </summary>
    private static string? TopOf(WorkspacePlan plan)
    {
        for (string? at = plan.Directory; at is not null; at = plan.Kind == WorkspaceKind.Worktree
            ? null
            : Path.GetDirectoryName(at))
            if (Path.Exists(Path.Combine(at, ".git")))
                return at;
        return null;
    }

    private static bool IsOf(WorkspacePlan plan, string directory) =>
        RealPath.Of(plan.GitDirectory!) is { } shared
            && RealPath.Of(directory) is { } own
            && PathText.IsInside(shared, own);

    /// <summary>Filters of the machine and of its user stay: they are not of the repository.</summary>
    private static void Switch(Dictionary<string, string> variables, string filters)
    {
        var parts = filters.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var count = 0;
        for (var at = 0; at + 1 < parts.Length; at += 2)
        {
            if (parts[at] is "system" or "global") continue;
            variables[$"GIT_CONFIG_KEY_{count}"] = parts[at + 1];
            variables[$"GIT_CONFIG_VALUE_{count++}"] = parts[at + 1].EndsWith(".required", StringComparison.Ordinal)
                ? "false"
                : "";
        }

        variables["GIT_CONFIG_COUNT"] = $"{count}";
    }
}
