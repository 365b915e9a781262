using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Posix;

namespace AgentGateway.Runtime.Files;

/// <summary>
/// Writes files of a workspace for agents, and granted files outside of it. A file is replaced as a whole or not at
/// all. Directories are opened first and judged by their real paths, so that a directory that is swapped during the
/// writing does not lead out of the workspace.
/// </summary>
public sealed class WorkspaceWriter(PathZones zones)
{
    public const int BytesMax = 8 * 1024 * 1024;

    private const int DepthMax = 64;

    private const UnixFileMode NewFile =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const UnixFileMode NewDirectory =
        NewFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is there before a change; null where there is no such file yet.</summary>
    /// <param name="granted">
    /// Real paths that may be written, and no others; null or none for all of the workspace.
    /// </param>
    public Outcome<WorkspaceText?> Read(string? workspace, string path, IReadOnlyList<string>? granted = null)
    {
        if (Open(workspace, path, granted, makes: false).IsRejected(out var refused, out var target)) return refused;
        using var directory = target?.Directory;
        return target is null ? Outcome.Of<WorkspaceText?>(null) : ReadText(target, path);
    }

    /// <summary>Writes the file, and makes the directories on the way to it.</summary>
    /// <param name="expected">
    /// The content that the file must have; with another content the write is refused. Null: any content.
    /// </param>
    /// <param name="granted">
    /// Real paths that may be written, and no others; null or none for all of the workspace.
    /// </param>
    public Outcome<WorkspaceWritten> Write(
        string? workspace, string path, WorkspaceText text, WorkspaceText? expected, IReadOnlyList<string>? granted,
            CancellationToken cancellationToken)
    {
        if (Strict.GetByteCount(text.Text) > BytesMax)
            return new Rejection(
                "file_too_large",
                $"A file of a workspace may be written with at most {BytesMax} bytes.",
                "Write it in pieces, or by a command.");
        try
        {
            if (Open(workspace, path, granted, makes: true).IsRejected(out var refused, out var target)) return refused;
            using var directory = target!.Directory;
            if (expected is not null
                && (ReadText(target, path).IsRejected(out refused, out var now) ? null : now) != expected)
                return refused
                    ?? new Rejection(
                        "file_changed", $"{path} was changed meanwhile.", "Read it again, then make the change anew.");
            cancellationToken.ThrowIfCancellationRequested();
            return Replace(target, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Rejection(
                "file_not_written",
                $"{path} cannot be written: {Reason(exception)}",
                "Look at its rights, and whether the disk is full.");
        }
    }

    private static WorkspaceWritten Replace(Target target, WorkspaceText text)
    {
        var existing = new FileInfo(target.Way);
        var mode = existing.Exists ? existing.UnixFileMode : ThisProcess.Usual(NewFile);
        var draft = target.Directory.At(
            $".{target.Name[..Math.Min(target.Name.Length, 100)]}."
            + $"{RandomNumberGenerator.GetHexString(16, lowercase: true)}.agw");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            using (var stream = new FileStream(draft, options))
            {
                if (text.HasMark) stream.Write(Encoding.UTF8.Preamble);
                stream.Write(Strict.GetBytes(text.Text));
                stream.Flush(flushToDisk: true);
                // By its descriptor, because the name may lead elsewhere by now.
                if (mode is { } given && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(stream.SafeFileHandle, given);
            }

            File.Move(draft, target.Way, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }

        return new(target.Shown, !existing.Exists);
    }

    private static Outcome<WorkspaceText?> ReadText(Target target, string path)
    {
        using var file = OpenedFile.Open(target.Way);
        if (file is null)
        {
            return Directory.Exists(target.Way)
                ? new Rejection("not_a_file", $"{path} is a directory.", "Name a file.")
                : File.Exists(target.Way)
                    ? new Rejection("file_not_found", $"{path} cannot be read.", "Look at its rights.")
                    : Outcome.Of<WorkspaceText?>(null);
        }

        if (!file.IsRegular) return new Rejection("not_a_file", $"{path} is not a regular file.", "Name a file.");
        if (file.Stream.Length > BytesMax)
            return new Rejection(
                "file_too_large", $"{path} has more than {BytesMax} bytes.", "Change it by a command.");
        try
        {
            var bytes = new byte[file.Stream.Length];
            file.Stream.ReadExactly(bytes);
            var hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
            var text = Strict.GetString(bytes, hasMark ? 3 : 0, bytes.Length - (hasMark ? 3 : 0));
            return text.Contains('\0', StringComparison.Ordinal) ? Binary(path) : new WorkspaceText(text, hasMark);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or EndOfStreamException)
        {
            return Binary(path);
        }
    }

    private static Rejection Binary(string path) =>
        new("binary_file", $"{path} is not a text file.", "Change text files only, or use a command.");

    /// <summary>The directory of a file, held open; null where it does not exist and is not to be made.</summary>
    private Outcome<Target?> Open(string? workspace, string path, IReadOnlyList<string>? granted, bool makes)
    {
        var root = workspace is null ? null : RealPath.Of(workspace);
        if (root is null && !Path.IsPathFullyQualified(path))
            return new Rejection(
                "no_workspace",
                "There is no workspace to write in.",
                "Create a thread with workspace set to a directory.");
        if (path.Contains('\0', StringComparison.Ordinal)
            || path.EndsWith('/')
            || Path.GetFileName(path) is "" or "." or "..")
            return new Rejection(
                "not_a_file", "The path does not name a file.", "Give a path relative to the workspace.");

        // When the path is a link, its target is written and the link stays.
        if (RealPath.Leading(Path.Combine(root ?? "/", path)) is not { } real) return Outside;
        if (granted is { Count: > 0 }
            ? !granted.Contains(real)
            : root is null || real == root || !PathText.IsInside(root, real))
            return Outside;
        if (zones.BelongsToGateway(real, PathUse.Write)) return Protected;
        var names = real.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > DepthMax)
            return new Rejection("outside_workspace", "The path is too deep.", "Use fewer directories.");
        if (Descend(names[..^1], makes) is not { } directory)
            return makes ? NoDirectory(path) : Outcome.Of<Target?>(null);
        var target = new Target(
            directory,
            names[^1],
            root is not null && PathText.IsInside(root, real) ? Path.GetRelativePath(root, real) : real);
        if (!IsLink(target.Way) && !(makes && Directory.Exists(target.Way))) return target;
        directory.Dispose();
        return IsLink(target.Way) ? Outside : new Rejection("not_a_file", $"{path} is a directory.", "Name a file.");
    }

    /// <summary>
    /// Goes down from the root and holds one directory after the other. Each must have the path that its name
    /// says: a link that was put there meanwhile ends the search.
    /// </summary>
    private static PinnedDirectory? Descend(IEnumerable<string> names, bool makes)
    {
        var directory = PinnedDirectory.Open("/");
        var expected = "";
        foreach (var name in names)
        {
            if (directory is null) return null;
            expected = $"{expected}/{name}";
            var isMade = false;
            var next = PinnedDirectory.Open(directory.At(name));
            if (next is null && makes)
            {
                Directory.CreateDirectory(directory.At(name));
                next = PinnedDirectory.Open(directory.At(name));
                isMade = true;
            }

            directory.Dispose();
            directory = next;
            if (directory is null) return null;
            if (directory.RealPath == expected)
            {
                if (isMade && ThisProcess.Usual(NewDirectory) is { } mode && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(directory.At("."), mode);
                continue;
            }

            directory.Dispose();
            return null;
        }

        return directory;
    }

    private static bool IsLink(string way) => new FileInfo(way).LinkTarget is not null;

    private static string Reason(Exception exception)
    {
        // A path through a descriptor means nothing to the reader of this message.
        var message = exception.Message;
        var way = message.IndexOf(" : '", StringComparison.Ordinal);
        return way > 0
            ? message[..way] + "."
            : exception is UnauthorizedAccessException
                ? "it is not allowed."
                : message.Contains("/proc/self/fd/", StringComparison.Ordinal) ? "the system refused it." : message;
    }

    private static readonly Rejection Outside = new(
        "outside_workspace", "The path leads out of the workspace.", "Give a path relative to the workspace.");

    private static readonly Rejection Protected = new(
        "outside_workspace", "The gateway's own directory is not written to.", "Write elsewhere.");

    private static Rejection NoDirectory(string path) =>
        new("file_not_written", $"The directory of {path} cannot be made.", "See what is there with list_files.");

    /// <param name="Shown">Relative to the workspace.</param>
    private sealed record Target(PinnedDirectory Directory, string Name, string Shown)
    {
        public string Way => Directory.At(Name);
    }
}

/// <summary>The text of a file, and whether it begins with a byte order mark.</summary>
public sealed record WorkspaceText(string Text, bool HasMark = false);

/// <param name="Path">Relative to the workspace.</param>
/// <param name="IsNew">It was not there before.</param>
public sealed record WorkspaceWritten(string Path, bool IsNew);
