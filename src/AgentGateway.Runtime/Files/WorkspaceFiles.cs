using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Files;

/// <summary>
/// Reads files inside a workspace, and granted files outside of it. It judges the real path of the opened file, so that
/// neither <c>..</c>, nor a link, nor a file that is swapped after the check leads out. The daemon's own directory is
/// outside of every workspace.
/// </summary>
public sealed class WorkspaceFiles(PathZones zones)
{
    public const int EntriesMax = 1000;

    /// <summary>The workspace in its real place, or why it cannot be one.</summary>
    public Outcome<string> Check(string workspace)
    {
        if (workspace.Contains('\0', StringComparison.Ordinal) || !Path.IsPathFullyQualified(workspace))
            return new Rejection(
                "invalid_workspace",
                "A workspace is an absolute path of a directory.",
                "Give a path that begins with /.");
        if (!Directory.Exists(workspace) || RealPath.Of(workspace) is not { } real)
            return new Rejection(
                "invalid_workspace", $"There is no directory {workspace}.", "Create it, or name another.");
        return WorkspacePaths.WhyNone(real, zones) is { } why
            ? new Rejection(
                "invalid_workspace",
                $"{workspace} cannot be a workspace: {why}.",
                "Name a directory of its own for the work, such as a project's.")
            : real;
    }

    /// <summary>
    /// The directory of a client's connection, if it can be a workspace. It is only a suggestion, so one that cannot be
    /// a workspace gives null and is no reason to refuse anything.
    /// </summary>
    public string? OfConnection(string? directory) =>
        directory is null || Check(directory).IsRejected(out _, out var path) ? null : path;

    /// <summary>Part of a text file: at most that many characters from that character on.</summary>
    /// <param name="granted">
    /// Real paths that may be read, and no others; null or none for all of the workspace.
    /// </param>
    public Outcome<FileText> Read(
        string? workspace, string path, long offset, int charactersMax, IReadOnlyList<string>? granted,
            CancellationToken cancellationToken)
    {
        if (Locate(workspace, path, granted).IsRejected(out var refused, out var full)) return refused;
        using var file = OpenedFile.Open(full);
        if (file is null || !IsAllowed(workspace, file.RealPath, granted)) return NotThere(path);
        if (!file.IsRegular)
            return new Rejection("not_a_file", $"{path} is not a regular file.", "See what is there with list_files.");
        using var reader = new StreamReader(file.Stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var buffer = new char[Math.Max(1, charactersMax)];
        if (Skip(reader, offset, buffer, cancellationToken) < offset)
            return new FileText(Relative(workspace, file.RealPath), "", false);
        var count = reader.ReadBlock(buffer, 0, charactersMax);
        if (buffer.AsSpan(0, count).Contains('\0'))
            return new Rejection("binary_file", $"{path} is not a text file.", "Read text files only.");
        return new FileText(Relative(workspace, file.RealPath), new(buffer, 0, count), reader.Peek() >= 0);
    }

    /// <summary>
    /// Names in a directory of the workspace, directories with a <c>/</c> behind them, sorted, at most
    /// <see cref="EntriesMax"/>.
    /// </summary>
    /// <param name="granted">
    /// Real paths that may be listed, and no others; null or none for all of the workspace.
    /// </param>
    public Outcome<IReadOnlyList<string>> List(string? workspace, string path, IReadOnlyList<string>? granted = null)
    {
        if (Locate(workspace, path, granted).IsRejected(out var refused, out var full)) return refused;
        if (RealPath.Of(full) is not { } real || !Directory.Exists(real) || !IsAllowed(workspace, real, granted))
            return new Rejection(
                "file_not_found",
                $"There is no directory {path} in the workspace.",
                "See what is there with list_files.");
        try
        {
            var names = new DirectoryInfo(real).EnumerateFileSystemInfos()
                .Take(EntriesMax)
                .Select(entry => entry is DirectoryInfo ? $"{entry.Name}/" : entry.Name)
                .Order(StringComparer.Ordinal)
                .ToArray();
            return Outcome.Of<IReadOnlyList<string>>(names);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return NotThere(path);
        }
    }

    private static readonly Rejection NoWorkspace = new(
        "no_workspace", "The thread has no workspace, so there are no files to read.",
            "Create a thread with workspace set to a directory.");

    private static Rejection NotThere(string path) => new(
        "file_not_found", $"There is no file {path} in the workspace that can be read.",
            "See what is there with list_files.");

    /// <summary>Where the path leads by its text.</summary>
    private static Outcome<string> Locate(string? workspace, string path, IReadOnlyList<string>? granted)
    {
        if (workspace is null && (granted is not { Count: > 0 } || !Path.IsPathFullyQualified(path)))
            return NoWorkspace;
        var full = path.Contains('\0', StringComparison.Ordinal) ? null : Path.Combine(workspace ?? "/", path);
        return full is null
            || (granted is not { Count: > 0 } && (workspace is null || !PathText.IsInside(workspace, Path.GetFullPath(full))))
            ? new Rejection(
                "outside_workspace", "The path leads out of the workspace.", "Give a path relative to the workspace.")
            : full;
    }

    /// <summary>
    /// The granted paths are the ones that were judged, so no other path is reached, not even within the workspace,
    /// where a link may lead to a secret meanwhile.
    /// </summary>
    internal bool IsAllowed(string? workspace, string real, IReadOnlyList<string>? granted = null) =>
        (granted is { Count: > 0 } ? granted.Contains(real) : workspace is not null && PathText.IsInside(workspace, real))
        && !zones.BelongsToGateway(real, PathUse.Read);

    private static string Relative(string? workspace, string real) =>
        workspace is not null && PathText.IsInside(workspace, real) ? Path.GetRelativePath(workspace, real) : real;

    private static long Skip(
        StreamReader reader, long characters, char[] buffer, CancellationToken cancellationToken)
    {
        var skipped = 0L;
        while (skipped < characters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = reader.ReadBlock(buffer, 0, (int)Math.Min(buffer.Length, characters - skipped));
            if (count == 0) break;
            skipped += count;
        }

        return skipped;
    }
}

/// <param name="Name">The real path, relative to the workspace.</param>
/// <param name="More">The file goes on after the text.</param>
public sealed record FileText(string Name, string Text, bool More);
