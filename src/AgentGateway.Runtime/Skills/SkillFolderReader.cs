using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Skills;

/// <summary>
/// Reads the folders of skills. What it opens is a plain file below the folder, as the descriptor says, so that neither
/// a link nor a folder that is swapped meanwhile leads elsewhere. Nothing it meets makes it throw.
/// </summary>
internal static class SkillFolderReader
{
    private const int EntriesMax = 1_000;

    /// <summary>One for each folder in it, by name; empty where there is no such folder.</summary>
    /// <param name="mayBeLink">False: a folder that is reached by a link on the way is not read.</param>
    public static IReadOnlyList<SkillFolder> Read(string root, bool mayBeLink = true)
    {
        if (RealPath.Of(root) is not { } real || !Directory.Exists(real)) return [];
        if (!mayBeLink && real != root)
            return [new("", root, [], new(root, null, "A link leads to it, and skills are read where they lie."))];
        if (Entries(real) is not { } entries)
            return [new("", root, [], new(root, null, "The folder cannot be read, or has too many entries."))];
        List<DirectoryInfo> found =
        [
            .. entries.OfType<DirectoryInfo>().Where(entry => !entry.Name.StartsWith('.')),
        ];
        return
        [
            .. found.Take(SkillRules.SkillsMax).Select(folder => One(folder, Path.Combine(root, folder.Name))),
            .. found.Skip(SkillRules.SkillsMax).Select(folder => new SkillFolder(folder.Name, folder.FullName, [],
                new(folder.FullName, null, $"Only {SkillRules.SkillsMax} skills of a folder are read."))),
        ];
    }

    /// <summary>The folder of a single skill.</summary>
    public static SkillFolder ReadOne(string directory) =>
        RealPath.Of(directory) is { } real ? One(new(real), directory) : new(
            Path.GetFileName(directory), directory, [], new(directory, null, "There is no such folder."));

    private static SkillFolder One(DirectoryInfo folder, string shown)
    {
        var files = new List<SkillFile>();
        var problem = folder.LinkTarget is not null
            ? new(shown, null, "It is a link, and a skill is a folder of its own.")
            : Collect(folder.FullName, "", 0, files);
        if (problem is null && files.All(file => file.Path != SkillRules.MainFile))
            problem = new(shown, null, $"It has no file {SkillRules.MainFile}.");
        return new(
            folder.Name, shown, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)], problem);
    }

    private static SkillProblem? Collect(string root, string below, int depth, List<SkillFile> files)
    {
        var directory = Path.Combine(root, below);
        if (depth > SkillRules.FoldersDeepMax)
            return new(directory, null, $"Folders of a skill are at most {SkillRules.FoldersDeepMax} deep.");
        if (Entries(directory) is not { } entries)
            return new(directory, null, "The folder cannot be read, or has too many entries.");
        foreach (var entry in entries)
        {
            if (entry.LinkTarget is not null)
                return new(entry.FullName, null, "It is a link, and a skill has no file outside of its folder.");
            var path = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
            if (entry is DirectoryInfo)
            {
                if (Collect(root, path, depth + 1, files) is { } inner) return inner;
                continue;
            }

            if (files.Count == SkillRules.FilesMax)
                return new(directory, null, $"A skill has at most {SkillRules.FilesMax} files.");
            if (Bytes(entry.FullName, root, out var reason) is not { } bytes) return new(entry.FullName, null, reason!);
            if (files.Sum(file => file.Size) + bytes.Length > SkillRules.SkillBytesMax)
                return new(directory, null, $"The files of a skill have at most {SkillRules.SkillBytesMax} bytes.");
            files.Add(new(path, bytes));
        }

        return null;
    }

    private static byte[]? Bytes(string path, string root, out string? reason)
    {
        reason = "It cannot be read.";
        try
        {
            using var opened = OpenedFile.Open(path, followsLink: false);
            if (opened is null) return null;
            if (!opened.IsRegular || !opened.RealPath.StartsWith(root + "/", StringComparison.Ordinal))
            {
                reason = "It is no plain file of this folder.";
                return null;
            }

            // One byte more than the file has tells one that grows while it is read.
            var bytes = new byte[Math.Min(opened.Stream.Length, SkillRules.FileBytesMax) + 1];
            var length = opened.Stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length < bytes.Length) return bytes[..length];
            reason = length > SkillRules.FileBytesMax
                ? $"It has more than {SkillRules.FileBytesMax} bytes."
                : "It was changed while it was read.";
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>By name; null where they cannot be listed or are too many.</summary>
    private static List<FileSystemInfo>? Entries(string directory)
    {
        try
        {
            var entries = new DirectoryInfo(directory).EnumerateFileSystemInfos().Take(EntriesMax + 1).ToList();
            entries.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
            return entries.Count > EntriesMax ? null : entries;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
