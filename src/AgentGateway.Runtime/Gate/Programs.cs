using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Gate;

/// <summary>Which files a command would run, as far as its words tell.</summary>
internal sealed class Programs(string searchPath)
{
    private const int FilesMax = 32;
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly char[] Separators =
    [
        ' ', '\t', '\r', '\n', ';', '&', '|', '(', ')', '{', '}', '<', '>', '`', '$', '"', '\'', '=',
    ];

    private static readonly string[] Interpreters =
        ["sh", "bash", "dash", "zsh", "ksh", "fish", "busybox", "source", ".", "python", "node", "deno", "bun", "perl",
            "ruby", "php", "lua", "env", "xargs", "sudo"];

    /// <summary>The real path of the program that a first word names; null when there is none.</summary>
    public string? Find(string word, string directory)
    {
        if (word.Length == 0 || word.Contains('\0', StringComparison.Ordinal)) return null;
        if (word.Contains('/', StringComparison.Ordinal))
            return File.Exists(Path.Combine(directory, word)) ? RealPath.Of(Path.Combine(directory, word)) : null;
        foreach (var place in searchPath.Split(':'))
        {
            // An empty place is the directory itself, by old custom.
            var candidate = Path.Combine(place.Length == 0 ? directory : place, word);
            if (IsExecutable(candidate)) return RealPath.Of(candidate);
        }

        return null;
    }

    /// <summary>
    /// The real paths of programs and scripts that a shell line names anywhere: every word that names a program, and
    /// files behind an interpreter. More than would be run, rather than less.
    /// </summary>
    public IReadOnlyList<string> Named(IEnumerable<string> words, string directory)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var interpreted = false;
        foreach (var word in words)
        {
            if (found.Count >= FilesMax) break;
            var program = Find(word, directory);
            var file = program
                ?? (interpreted && File.Exists(Path.Combine(directory, word))
                    ? RealPath.Of(Path.Combine(directory, word))
                    : null);
            if (file is not null && (interpreted || IsExecutable(file))) found.Add(file);
            interpreted = Interprets(word) || (interpreted && word.StartsWith('-'));
        }

        return [.. found];
    }

    /// <summary>The words of a shell line, roughly: enough to find the files that it names.</summary>
    public static IEnumerable<string> Words(string line) =>
        line.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private static bool Interprets(string word)
    {
        var name = Path.GetFileName(word);
        return Interpreters.Any(
            known => name == known
                || (known.Length > 2
                    && name.StartsWith(known, StringComparison.Ordinal)
                    && name.AsSpan(known.Length).IndexOfAnyExceptInRange('.', '9') < 0));
    }

    private static bool IsExecutable(string path)
    {
        try
        {
            return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
