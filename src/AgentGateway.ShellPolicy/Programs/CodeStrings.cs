using System.Buffers;
using System.Text;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>What can be told of code in a language that is not the shell's, without understanding it.</summary>
internal static class CodeStrings
{
    private static readonly SearchValues<char> Telling = SearchValues.Create("'\"`(/~$*");

    private static readonly SearchValues<char> BetweenWords = SearchValues.Create(" ,[](){}\n\t");

    private static readonly string[] Deleting =
    [
        "rmtree", "rmdir", "unlink", "rm_r", "rm_f", "rmSync", "rimraf", "remove_tree", "RemoveAll", "remove_all",
        "removedirs", "unlinkSync", "delete_file", "Delete(", "rmdirSync", "remove(", "removeSync", "delete-directory",
        "Remove-Item", "fs.rm", "deltree", "rm -",
    ];

    private static readonly string[] Homes =
    [
        "expanduser", "homedir", "$HOME", "ENV{HOME}", "Path.home", "Dir.home", "environ", "UserProfile", "UserHomeDir",
    ];

    private const int StringsMax = 64;

    /// <summary>Whether it may name a path or run something.</summary>
    public static bool MayTell(string code) => code.AsSpan().IndexOfAny(Telling) >= 0;

    /// <summary>The texts between quotes of any kind; escapes are taken for the character behind them.</summary>
    public static IReadOnlyList<string> In(string code)
    {
        var strings = new List<string>();
        for (var at = 0; at < code.Length && strings.Count < StringsMax; at++)
        {
            if (code[at] is not ('"' or '\'' or '`' or '(' or '{' or '/')) continue;
            var close = code[at] switch { '(' => ')', '{' => '}', var quote => quote };
            var text = new StringBuilder();
            var end = at + 1;
            while (end < code.Length && code[end] != close)
            {
                if (code[end] == '\\' && end + 1 < code.Length) end++;
                text.Append(code[end++]);
            }

            strings.Add(text.ToString());

            // Quotes hide what is in them; brackets do not.
            if (end < code.Length && code[at] is '"' or '\'' or '`') at = end;
        }

        return strings;
    }

    /// <summary>The texts between quotes alone.</summary>
    public static IEnumerable<string> Quoted(string code) => Pieces(code).Select(piece => piece.Text);

    /// <summary>Texts that stand one behind the other as the words of a program do: <c>"rm", "-rf", "/"</c>.</summary>
    public static IEnumerable<IReadOnlyList<string>> Calls(string code)
    {
        var words = new List<string>();
        var end = -1;
        foreach (var (text, from, to) in Pieces(code))
        {
            if (words.Count > 0 && code.AsSpan(end, from - end).IndexOfAnyExcept(BetweenWords) >= 0)
            {
                if (words.Count > 1) yield return words;
                words = [];
            }

            words.Add(text);
            end = to;
        }

        if (words.Count > 1) yield return words;
    }

    /// <summary>
    /// A text that is a home directory, or the name of a module or a variable, and adds nothing to the path.
    /// </summary>
    public static bool SaysNothing(string text) =>
        text is "~" or "~/" or "/" or "" or "HOME" or "fs" or "os" or "path" or "node:fs" or "node:os" or "node:path"
            or "fs/promises" or "fileutils" or "shutil" or "pathlib";

    /// <summary>Whether it ends that process, or its own parent, which is the same one.</summary>
    public static bool Kills(string code, int process) =>
        process > 0 && code.Contains("kill", StringComparison.OrdinalIgnoreCase)
        && (code.Contains("ppid", StringComparison.OrdinalIgnoreCase) || Numbers(code).Contains(process));

    private static IEnumerable<int> Numbers(string code)
    {
        for (var at = 0; at < code.Length; at++)
        {
            var end = at;
            while (end < code.Length && char.IsAsciiDigit(code[end])) end++;
            if (end > at && int.TryParse(code.AsSpan(at, end - at), out var number)) yield return number;
            at = end;
        }
    }

    private static IEnumerable<(string Text, int From, int To)> Pieces(string code)
    {
        for (var at = 0; at < code.Length; at++)
        {
            if (code[at] is not ('"' or '\'' or '`')) continue;
            var close = code.IndexOf(code[at], at + 1);
            if (close < 0) yield break;
            yield return (code[(at + 1)..close], at, close + 1);
            at = close;
        }
    }

    public static bool Deletes(string code) =>
        Deleting.Any(word => code.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static bool NamesHome(string code) => Homes.Any(word => code.Contains(word, StringComparison.Ordinal));
}
