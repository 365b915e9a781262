using System.Text.Json;

namespace AgentGateway.Terminal.Status;

/// <summary>
/// The pattern files of the program, and those of a person in a directory. A person's file replaces the one of the same
/// name, and otherwise comes before ours. It counts from the next look on; while it cannot be read, what it said before
/// stays.
/// </summary>
/// <param name="directory">Where a person's files are; null where there are none. It need not exist.</param>
public sealed class PatternLibrary(string? directory)
{
    private const int FilesMax = 100;
    private const long FileBytesMax = 1024 * 1024;

    private static readonly Lazy<IReadOnlyList<ProgramPatterns>> Ours = new(Load);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OwnFile> _own = new(StringComparer.Ordinal);
    private PatternSet? _current;

    /// <summary>Those of the program alone.</summary>
    public static PatternSet Embedded => new(Ours.Value);

    /// <summary>As the files are now.</summary>
    public PatternSet Current
    {
        get
        {
            lock (_lock)
            {
                if (Look() || _current is null) _current = Combine();
                return _current;
            }
        }
    }

    /// <summary>The files that could not be read, each with the reason.</summary>
    public IReadOnlyList<PatternProblem> Problems
    {
        get
        {
            lock (_lock)
            {
                if (Look()) _current = null;
                return
                [
                    .. _own.Values.Where(file => file.Problem is not null)
                        .Select(file => new PatternProblem(file.Path, file.Problem!))
                        .OrderBy(problem => problem.Path, StringComparer.Ordinal),
                ];
            }
        }
    }

    private PatternSet Combine()
    {
        var own = _own.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value.Patterns)
            .OfType<ProgramPatterns>().ToList();
        var replaced = _own.Where(file => file.Value.Patterns is not null).Select(file => file.Key).ToHashSet();
        return new([.. own, .. Ours.Value.Where(each => !replaced.Contains(each.Name))]);
    }

    /// <summary>Reads the files that have changed, and says whether any has.</summary>
    private bool Look()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var isChanged = false;
        foreach (var file in Files())
        {
            found.Add(file.Name);
            var stamp = (file.LastWriteTimeUtc, file.Length);
            if (_own.TryGetValue(file.Name, out var known) && known.Stamp == stamp) continue;
            _own[file.Name] = Read(file, stamp, known?.Patterns);
            isChanged = true;
        }

        foreach (var gone in _own.Keys.Where(name => !found.Contains(name)).ToList()) isChanged |= _own.Remove(gone);
        return isChanged;
    }

    private FileInfo[] Files()
    {
        if (directory is null || !Directory.Exists(directory)) return [];
        try
        {
            return
            [
                .. new DirectoryInfo(directory).GetFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Where(file => file.Exists).Take(FilesMax),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static OwnFile Read(FileInfo file, (DateTime, long) stamp, ProgramPatterns? before)
    {
        try
        {
            if (stamp.Item2 > FileBytesMax) return new(file.FullName, stamp, before, "It has more than 1 MiB.");
            var name = $"{file.Directory!.Name}/{file.Name}";
            return new(file.FullName, stamp, ProgramPatterns.Parse(File.ReadAllBytes(file.FullName), name), null);
        }
        catch (Exception failure)
            when (failure is JsonException or ArgumentException or NotSupportedException or IOException
                or UnauthorizedAccessException)
        {
            return new(file.FullName, stamp, before, failure.Message);
        }
    }

    private static List<ProgramPatterns> Load()
    {
        const string Folder = "patterns/";
        var assembly = typeof(PatternLibrary).Assembly;
        var found = new List<ProgramPatterns>();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            found.Add(ProgramPatterns.Parse(bytes.ToArray(), name[Folder.Length..]));
        }

        return found;
    }

    private sealed record OwnFile(string Path, (DateTime, long) Stamp, ProgramPatterns? Patterns, string? Problem);
}
