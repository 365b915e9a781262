using System.Collections.Frozen;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Terminal.Context;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Files of a worktree that git does not look at and that would be lost with it: ignored ones, such as <c>.env</c>, that
/// are not the same in the repository from which the worktree was made, and files of the working context in which
/// something was written. What compilers and package managers make is left out, because it can be made again.
/// </summary>
internal sealed class IgnoredFiles(Git git)
{
    /// <summary>A directory with more files than this is named as a whole.</summary>
    private const int FilesLookedAtMax = 2_000;

    private const int NamesBytesMax = 16 * 1024 * 1024;

    private static readonly string[] Status =
    [
        "-c", "status.relativePaths=false", "status", "--porcelain=v1", "-z", "--ignored=traditional",
        "--untracked-files=normal", "--ignore-submodules=all",
    ];

    private static readonly FrozenSet<string> MadeDirectories = FrozenSet.ToFrozenSet(
        [
            "node_modules", "bin", "obj", "target", "build", "dist", "out", "vendor", "venv", ".venv", "__pycache__",
            ".cache", ".gradle", ".next", ".nuxt", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache",
            ".turbo", ".parcel-cache", ".terraform", ".dart_tool", "coverage", "Pods", "DerivedData", "zig-cache",
            "zig-out", "_build", "deps", ".vs",
        ], StringComparer.Ordinal);

    private static readonly FrozenSet<string> MadeExtensions = FrozenSet.ToFrozenSet(
        [".o", ".obj", ".a", ".so", ".dll", ".exe", ".pdb", ".class", ".pyc", ".pyo", ".beam", ".tsbuildinfo", ".swp"],
        StringComparer.Ordinal);

    /// <summary>Their paths, those of the working context first.</summary>
    /// <param name="name">Of the workspace, which stands in the files of its context.</param>
    public async Task<Outcome<IReadOnlyList<string>>> LostAsync(
        string name, WorkspacePlan plan, InspectedRepository repository, CancellationToken cancellationToken)
    {
        if ((await ContextAsync(name, plan, repository, cancellationToken)).IsRejected(out var refused, out var context))
            return refused;
        var listed = await git.OutputAsync(
            repository.Directory, repository.Call(Status) with { OutputBytesMax = NamesBytesMax }, cancellationToken);
        return listed.Map<IReadOnlyList<string>>(text =>
        [
            .. context,
            .. text.Split('\0')
                .Where(entry => entry.StartsWith("!! ", StringComparison.Ordinal))
                .SelectMany(entry => Changed(plan, entry[3..])),
        ]);
    }

    private static IEnumerable<string> Changed(WorkspacePlan plan, string path)
    {
        if (!path.EndsWith('/')) return IsKept(plan, path) ? [] : [path];
        if (path.Split('/').Any(MadeDirectories.Contains)) return [];
        var files = Directory.EnumerateFiles(
                Path.Combine(plan.Directory, path), "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => Path.GetRelativePath(plan.Directory, file))
            .Where(file => !file.Split('/').Any(MadeDirectories.Contains))
            .Take(FilesLookedAtMax + 1)
            .ToList();
        return files.Count > FilesLookedAtMax ? [path] : files.Where(file => !IsKept(plan, file));
    }

    private static bool IsKept(WorkspacePlan plan, string path) =>
        MadeExtensions.Contains(Path.GetExtension(path))
        || path.StartsWith(WorkingContext.Folder + "/", StringComparison.Ordinal)
        || (plan.Repository is not null
            && SourceFile.IsSame(Path.Combine(plan.Directory, path), Path.Combine(plan.Repository, path)));

    /// <summary>Files of the working context that are not as they were made, and that git does not have either.</summary>
    private async Task<Outcome<IReadOnlyList<string>>> ContextAsync(
        string name, WorkspacePlan plan, InspectedRepository repository, CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(Path.Combine(plan.Directory, WorkingContext.Folder));
        if (!folder.Exists || folder.LinkTarget is not null) return Array.Empty<string>();
        var templates = WorkingContext.Templates(name, null).ToDictionary(file => file.Name, file => file.Text);
        List<string> written =
        [
            .. folder.EnumerateFiles()
                .Where(file => !IsTemplate(file, templates.GetValueOrDefault(file.Name)))
                .Select(file => $"{WorkingContext.Folder}/{file.Name}")
                .Order(StringComparer.Ordinal),
        ];
        if (written.Count == 0) return written;
        var tracked = await git.OutputAsync(
            repository.Directory, repository.Call("ls-files", "-z", "--", WorkingContext.Folder), cancellationToken);
        return tracked.Map<IReadOnlyList<string>>(names => [.. written.Except(names.Split('\0'))]);
    }

    private static bool IsTemplate(FileInfo file, string? text)
    {
        if (text is null || file.LinkTarget is not null) return false;
        var bytes = Encoding.UTF8.GetBytes(text);
        return file.Length == bytes.Length && File.ReadAllBytes(file.FullName).AsSpan().SequenceEqual(bytes);
    }
}
