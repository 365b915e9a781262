using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Files;
using AgentGateway.Terminal.Context;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Copies into a new worktree what <c>.worktreeinclude</c> of its repository names: files that git ignores there, such
/// as <c>.env</c>, without which the program would not run. The patterns are those of <c>.gitignore</c>, and git itself
/// matches them.
/// </summary>
internal sealed class WorktreeIncludes(Git git, WorkspaceOptions options)
{
    public const string FileName = ".worktreeinclude";

    private const int NamesBytesMax = 16 * 1024 * 1024;

    /// <summary>Null when everything that is named has been copied, or nothing is named.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<Rejection?> CopyAsync(WorkspacePlan plan, CancellationToken cancellationToken)
    {
        var source = plan.Repository!;
        // A bare repository has no files beside those that are committed.
        if (source == plan.GitDirectory || !File.Exists(Path.Combine(source, FileName))) return null;
        var named = await git.OutputAsync(
            source, new(
                "ls-files", "-z", "--others", "--ignored", $"--exclude-from={FileName}")
                {
                    OutputBytesMax = NamesBytesMax,
                }, cancellationToken);
        if (named.IsRejected(out var refused)) return refused;
        if (named.Value.Length == 0) return null;
        var ignored = await git.RunAsync(
            source,
            new("check-ignore", "-z", "--stdin") { Input = named.Value, OutputBytesMax = NamesBytesMax },
            cancellationToken);
        if (ignored.IsRejected(out refused)) return refused;
        return Copy(
            source,
            plan.Directory,
            ignored.Value.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries),
            cancellationToken);
    }

    private Rejection? Copy(
        string source, string target, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The name of a repository inside of this one ends with a slash; it is not a file of this one.
            if (name.EndsWith('/') || name.StartsWith(WorkingContext.Folder + "/", StringComparison.Ordinal)) continue;
            var file = new FileInfo(Path.Combine(source, name));
            if (!file.Exists && file.LinkTarget is null) continue;
            bytes += file.LinkTarget is null ? file.Length : 0;
            if (bytes > options.IncludeBytesMax)
                return new("include_too_large", $"What {FileName} names is more than {options.IncludeBytesMax} bytes.",
                    $"Name less in {FileName}, for instance what a setup script cannot make; or a person raises "
                        + "Workspaces:IncludeBytesMax.");
            if (RoomFor(target, name) is { } place) CopyOne(source, file, place);
        }

        return null;
    }

    /// <summary>
    /// The path to which the file is copied; null where a file is already there, or where a link of the branch would
    /// lead elsewhere.
    /// </summary>
    private static string? RoomFor(string target, string name)
    {
        var place = Path.Combine(target, name);
        var directory = Path.GetDirectoryName(place)!;
        if (Path.Exists(place) || new FileInfo(place).LinkTarget is not null) return null;
        for (var above = directory; above.Length > target.Length; above = Path.GetDirectoryName(above)!)
            if (File.Exists(above) || new FileInfo(above).LinkTarget is not null)
                return null;
        Directory.CreateDirectory(directory);
        return place;
    }

    private static void CopyOne(string source, FileInfo file, string place)
    {
        if (file.LinkTarget is not { } link)
        {
            using var opened = OpenedFile.Open(file.FullName);
            // A pipe or a device is not copied, and neither is a file that was replaced by a link meanwhile.
            if (opened is not { IsRegular: true } || !PathText.IsInside(source, opened.RealPath)) return;
            using var target = PrivateFiles.Create(place, file.UnixFileMode);
            opened.Stream.CopyTo(target);
            return;
        }

        // A link is copied as it is; one that leads out of the repository, or back into the source, is left out.
        if (!Path.IsPathRooted(link)
            && PathText.IsInside(source, Path.GetFullPath(Path.Combine(file.DirectoryName!, link)))
            && (RealPath.Of(file.FullName) is not { } real || PathText.IsInside(source, real)))
            File.CreateSymbolicLink(place, link);
    }
}
