using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// The directory in which worktrees are made, each under the name of its workspace, with a directory for worktrees
/// that are being removed.
/// </summary>
internal sealed class WorktreeRoot(WorkspaceOptions options, string? protectedDirectory)
{
    private const string TrashName = ".removed";

    private readonly string? _path = options.Directory is { Length: > 0 } given
        ? given
        : protectedDirectory is null ? null : protectedDirectory.TrimEnd('/') + "-workspaces";

    /// <summary>The path of that workspace's worktree. Its parent directory exists after this call.</summary>
    public Outcome<string> PlaceOf(string name)
    {
        if (_path is null || !Path.IsPathFullyQualified(_path))
            return new Rejection(
                "workspaces_directory_unusable",
                "There is no directory to make worktrees in.",
                "A person sets Workspaces:Directory to an absolute path.");
        try
        {
            if (!Directory.Exists(_path)) PrivateFiles.MakeDirectory(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Rejection(
                "workspaces_directory_unusable",
                    $"The directory for worktrees, {_path}, cannot be made: {exception.Message}",
                "A person makes it writable, or sets Workspaces:Directory to another.");
        }

        if (RealPath.Of(_path) is not { } real
            || (protectedDirectory is not null
                && PathText.IsInside(RealPath.Of(protectedDirectory) ?? protectedDirectory, real)))
            return new Rejection(
                "workspaces_directory_unusable",
                    $"Worktrees cannot be made in {_path}, which belongs to the daemon's own data.",
                "A person sets Workspaces:Directory to a directory outside of the data directory.");
        var place = Path.Combine(real, name);
        return Path.Exists(place)
            ? new Rejection(
                "directory_taken",
                $"{place} is there already and belongs to no workspace.",
                "Look at it and remove it, or choose another name.")
            : place;
    }

    /// <summary>
    /// The path to which the worktree at that path is moved before it is deleted. The move removes it in one step.
    /// </summary>
    public static string TrashOf(string place, string key) =>
        Path.Combine(
            Path.GetDirectoryName(place)!,
            TrashName,
            $"{Path.GetFileName(place)}-{string.Concat(key.Where(char.IsAsciiLetterOrDigit))}");

    /// <summary>What lies among the worktrees and is none of <paramref name="known"/>.</summary>
    public IReadOnlyList<string> Unowned(IEnumerable<string> known)
    {
        if (_path is null || RealPath.Of(_path) is not { } real) return [];
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(real)
                .Where(entry => Path.GetFileName(entry) != TrashName)
                .Except(known)
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Deletes what was on its way out when a daemon ended. Answers what would not go.</summary>
    public IReadOnlyList<string> EmptyTrash()
    {
        var trash = _path is null ? null : Path.Combine(_path, TrashName);
        return trash is null || !Directory.Exists(trash)
            ? []
            : [.. Directory.EnumerateFileSystemEntries(trash).Where(entry => !Deletion.Try(entry))];
    }
}
