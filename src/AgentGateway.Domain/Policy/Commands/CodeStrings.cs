using System.Text;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>What can be told of code in a language that is not the shell's.</summary>
internal static class CodeStrings
{
    private static readonly string[] Deleting =
    [
        "rmtree", "rmdir", "unlink", "rm_r", "rm_f", "rmSync", "rimraf", "remove_tree", "RemoveAll", "remove_all", "removedirs", "unlinkSync", "delete_file", "Delete(", "rmdirSync",
        "remove(", "Remove-Item", "fs.rm", "deltree", "rm -",
    ];

    private static readonly string[] Homes = ["expanduser", "homedir", "$HOME", "ENV{HOME}", "Path.home", "Dir.home", "environ", "UserProfile", "UserHomeDir"];

    /// <summary>The texts between quotes of any kind; escapes are taken for the character behind them.</summary>
    public static IReadOnlyList<string> In(string code)
    {
        var strings = new List<string>();
        for (var at = 0; at < code.Length && strings.Count < 64; at++)
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

    public static bool Deletes(string code) => Deleting.Any(word => code.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static bool NamesHome(string code) => Homes.Any(word => code.Contains(word, StringComparison.Ordinal));
}
