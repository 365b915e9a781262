using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AgentGateway.Domain.Policy;

/// <summary>
/// Files and directories of a workspace whose content is executed later without a further question, by git, an editor,
/// a shell or an agent. Sandboxes show them read-only, and to write them otherwise is judged as running something.
/// </summary>
public static class RunsLaterPaths
{
    /// <summary>
    /// Directories from the workspace's root. Where one is missing, a sandbox keeps it from being made.
    /// </summary>
    public static readonly ImmutableArray<string> Directories =
        [".agw", ".claude", ".codex", ".cursor", ".gemini", ".husky", ".idea", ".opencode", ".qwen", ".vscode", ".zed"];

    /// <summary>Files from the workspace's root. Where one is missing, a sandbox keeps it from being made.</summary>
    public static readonly ImmutableArray<string> Files = [".envrc", ".mcp.json"];

    /// <summary>
    /// Files that run only where something installed in the repository names them; protected where they exist.
    /// </summary>
    public static readonly ImmutableArray<string> FilesWhereTheyExist =
        [".devcontainer.json", ".lefthook.yml", ".pre-commit-config.yaml", "lefthook.yml", "opencode.json"];

    /// <summary>Inside of a repository's git directory: what makes git run programs.</summary>
    public static readonly ImmutableArray<string> InGitDirectory =
        ["config", "config.worktree", "hooks", "info", "modules"];

    /// <summary>
    /// Inside of the directory that git keeps for a linked worktree: what says where its settings and hooks are.
    /// </summary>
    public static readonly ImmutableArray<string> InWorktreeDirectory = ["commondir", "config.worktree", "gitdir"];

    /// <summary>
    /// Directories in which package managers and build tools put what they fetched, and replace it later. Nothing below
    /// them is looked for.
    /// </summary>
    public static readonly ImmutableArray<string> FilledByTools = [".build", ".terraform", "_deps", "node_modules"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names =
        Directories.Concat(Files).Concat(FilesWhereTheyExist).Append(".git").ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether what has that name is executed later, wherever in a workspace it lies.</summary>
    public static bool IsName(ReadOnlySpan<char> name) => Names.Contains(name);

    /// <summary>
    /// Whether writing that path decides what is executed later. The directory may also lie below that of a program that
    /// reads it, where no program looks for these names; its own name counts.
    /// </summary>
    /// <param name="path">Absolute and normal.</param>
    /// <param name="root">A workspace, or another directory that the path lies in or is.</param>
    public static bool Contains(string path, string root)
    {
        var names = path[(root.LastIndexOf('/') + 1)..].Split('/');
        for (var index = 0; index < names.Length; index++)
        {
            var name = names[index];
            if (name == ".git") return IsInGit(names, index);
            if (Directories.Contains(name)) return true;
        }

        var file = names[^1];
        return Files.Contains(file) || FilesWhereTheyExist.Contains(file);
    }

    /// <summary>Any of it but what commits write: a tool that writes files has no other business in there.</summary>
    private static bool IsInGit(string[] names, int git) =>
        git == names.Length - 1 || names[git + 1] is not ("objects" or "refs" or "logs" or "index" or "COMMIT_EDITMSG");
}
