using AgentGateway.Terminal.Context;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Puts the files of the working context into a workspace, and keeps them out of what git sees.</summary>
internal sealed class WorkspaceContext(Git git)
{
    // The pattern matches the workspace's directory anywhere in the repository.
    private const string Pattern = $"**/{WorkingContext.Folder}/";

    /// <summary>
    /// The files, relative to the directory; none where they cannot be written, because a workspace works without them.
    /// </summary>
    public async Task<IReadOnlyList<string>> EnsureAsync(
        string name, string directory, CancellationToken cancellationToken)
    {
        try
        {
            // A link with that name could lead anywhere.
            if (IsLink(Path.Combine(directory, ".agw")) || IsLink(Path.Combine(directory, WorkingContext.Folder)))
                return [];
            await WorkingContext.EnsureAsync(directory, name, null, cancellationToken);
            await ExcludeAsync(directory, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The files that could be written are listed below.
        }

        return [.. WorkingContext.Templates(name, null)
            .Select(file => $"{WorkingContext.Folder}/{file.Name}")
            .Where(file => File.Exists(Path.Combine(directory, file)))];
    }

    private async Task ExcludeAsync(string directory, CancellationToken cancellationToken)
    {
        // Git keeps one such file for all worktrees of a repository.
        var asked = await git.AskAsync(
            directory, new("rev-parse", "--path-format=absolute", "--git-path", "info/exclude"), cancellationToken);
        if (asked.Rejection is not null || asked.Value is not { Length: > 0 } file || IsLink(file)) return;
        var text = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
        if (text.Split('\n').Contains(Pattern)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.AppendAllTextAsync(
            file, $"{(text.Length == 0 || text.EndsWith('\n') ? "" : "\n")}{Pattern}\n", cancellationToken);
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
