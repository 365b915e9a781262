namespace AgentGateway.Terminal.Status;

/// <summary>How a process is called by those who started it, from its command line. Pure.</summary>
/// <param name="Name">
/// The name of its file; of a script that an interpreter runs, the script's name without its ending.
/// </param>
/// <param name="Package">The npm package that the file belongs to, as its path says; else null.</param>
/// <param name="Arguments">The words after the name.</param>
public sealed record ProgramName(string Name, string? Package, IReadOnlyList<string> Arguments)
{
    private const string PackagesFolder = "node_modules/";

    private static readonly string[] Interpreters =
        ["node", "nodejs", "bun", "deno", "tsx", "python", "pypy", "ruby", "perl"];

    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish"];

    private static readonly string[] ScriptEndings = [".js", ".mjs", ".cjs", ".ts", ".py", ".rb", ".pl"];

    /// <summary>Options of interpreters that are followed by a value.</summary>
    private static readonly string[] ValueOptions =
        ["-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions", "-W", "-X", "-I"];

    /// <summary>Null where the process shows no command line.</summary>
    public static ProgramName? Of(IReadOnlyList<string> words)
    {
        // A program that gave itself a title shows it as one word.
        if (words.Count == 1 && !words[0].StartsWith('/'))
            words = words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Count == 0 || words[0].Length == 0) return null;
        var name = Path.GetFileName(words[0]).TrimStart('-');
        if (name.Length == 0) return null;
        return (IsInterpreter(name) ? ScriptAt(words) : ShellScriptAt(name, words)) is { } at
            ? new(ScriptName(words[at]), PackageOf(words[at]), [.. words.Skip(at + 1)])
            : new(name, PackageOf(words[0]), [.. words.Skip(1)]);
    }

    /// <summary>The position of the script that a shell runs; null when it has none, or a command instead.</summary>
    private static int? ShellScriptAt(string shell, IReadOnlyList<string> words)
    {
        if (!Shells.Contains(shell)) return null;
        for (var at = 1; at < words.Count; at++)
        {
            var word = words[at];
            if (word.Length == 0 || word[0] is not ('-' or '+')) return at;
            if (word is "-o" or "+o" or "-O" or "+O") at++;
            else if (word.StartsWith("--", StringComparison.Ordinal) || word.Contains('c', StringComparison.Ordinal))
                return null;
        }

        return null;
    }

    private static bool IsInterpreter(string name) =>
        Interpreters.Contains(name.TrimEnd('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));

    /// <summary>The position of the script, or of the module that python runs as one; null without one.</summary>
    private static int? ScriptAt(IReadOnlyList<string> words)
    {
        for (var at = 1; at < words.Count; at++)
        {
            var word = words[at];
            if (word == "-m") return at + 1 < words.Count ? at + 1 : null;
            if (word is "-e" or "-c" or "-p" or "--eval" or "--print" or "-") return null;
            if (ValueOptions.Contains(word)) at++;
            // bun and deno run a script by a word of their own.
            else if (word is "run" or "x" && at == 1) continue;
            else if (!word.StartsWith('-')) return at;
        }

        return null;
    }

    private static string ScriptName(string path)
    {
        var name = Path.GetFileName(path);
        return ScriptEndings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } ending
            ? name[..^ending.Length]
            : name;
    }

    private static string? PackageOf(string path)
    {
        var from = path.LastIndexOf(PackagesFolder, StringComparison.Ordinal);
        if (from < 0) return null;
        var parts = path[(from + PackagesFolder.Length)..].Split('/');
        if (parts.Length == 1 || parts[0] == ".bin") return null;
        return parts[0].StartsWith('@') ? $"{parts[0]}/{parts[1]}" : parts[0];
    }
}
