namespace AgentGateway.Domain.Policy.Commands;

/// <summary>What the simplest programs print, as far as their words say it; what else may be in it stands as not known.</summary>
internal sealed partial class CommandWalk
{
    private string? Printed(string name, IReadOnlyList<string> words, IReadOnlyList<string> operands, ShellState state, ShellInput input)
    {
        switch (name)
        {
            case "echo":
                var from = 1;
                var escapes = false;
                while (from < words.Count && words[from].Length > 1 && words[from][0] == '-' && words[from].AsSpan(1).IndexOfAnyExcept("neE") < 0)
                    escapes |= words[from++].Contains('e', StringComparison.Ordinal);
                var text = string.Join(' ', words.Skip(from));

                // Some shells take escapes without being asked to: then nobody knows.
                return text.Contains('\\', StringComparison.Ordinal) ? escapes ? ShellEscapes.Decode(text) : null : text + "\n";
            case "printf" when words.Count > 1:
                return Formatted(words);
            case "pwd":
                return state.Directories.Count == 1 ? state.Directories[0] + "\n" : string.Join('\n', state.Directories) + "\n" + Marks.Anything;
            case "yes":
                return operands.Count == 0 ? "y\n" : string.Join(' ', operands) + "\n" + Marks.Anything;
            case "cat" when words.Count == 1 || (words.Count == 2 && words[1] == "-"):
                return input.Text;
            case "tee":
                foreach (var operand in operands) Store(operand, input.IsPiped ? input.Text : null, state);
                return input.Text;
            case "true" or ":" or "false" or "sleep" or "wait" or "test" or "[":
                return "";

            // Some of the lines that they are given, or all of them.
            case "head" or "tail" or "sort" or "uniq" or "tac" or "shuf" or "tr" or "cut" or "cat" when operands.Count <= (name == "tr" ? 2 : 0):
            case "grep" or "egrep" or "fgrep" when operands.Count <= 1:
                return input.Text is { } lines ? lines + Marks.Anything : null;
            case "ls" or "dir":
                return (operands.Count == 0 ? Marks.Star.ToString() : string.Join('\n', operands)) + "\n" + Marks.Anything;
            case "realpath" or "readlink":
                return string.Join('\n', operands.SelectMany(operand => operand.Length == 0 ? [] : Absolute(operand, state))) + "\n" + Marks.Anything;
            case "dirname":
                return string.Join('\n', operands.Select(Parent)) + "\n";
            case "printenv":
                return string.Join('\n', operands.SelectMany(name => name.Length == 0 ? [] : ValuesOf(name, state))) + "\n" + Marks.Anything;
            case "which" or "type":
                return string.Join('\n', operands) + "\n" + Marks.Anything;
            default:
                return null;
        }
    }

    private static string Parent(string path)
    {
        var slash = path.TrimEnd('/').LastIndexOf('/');
        return path.Contains(Marks.Unknown, StringComparison.Ordinal) ? Marks.Anything : slash > 0 ? path[..slash] : slash == 0 || path.StartsWith('/') ? "/" : ".";
    }

    /// <summary>What <c>printf</c> makes of its words: its format is used again until all are gone.</summary>
    private static string? Formatted(IReadOnlyList<string> words)
    {
        if (ShellEscapes.Decode(words[1].Replace("\\0", "\\n", StringComparison.Ordinal)) is not { } format) return null;
        var parts = format.Replace("%b", "%s", StringComparison.Ordinal).Replace("%q", "%s", StringComparison.Ordinal).Replace("%d", "%s", StringComparison.Ordinal).Split("%s");
        if (parts.Any(part => part.Contains('%', StringComparison.Ordinal))) return null;
        if (parts.Length == 1) return format;
        var text = new System.Text.StringBuilder();
        var at = 2;
        do
        {
            for (var index = 0; index < parts.Length; index++) text.Append(parts[index]).Append(index + 1 < parts.Length && at < words.Count ? words[at++] : "");
        }
        while (at < words.Count && text.Length < CharactersMax);
        return text.ToString();
    }
}
