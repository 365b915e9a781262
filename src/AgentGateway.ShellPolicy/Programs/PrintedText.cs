using System.Text;
using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Expansion;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// What the simplest programs print, as far as their words say it; what else may be in it stands as not known.
/// </summary>
internal static class PrintedText
{
    private const int CharactersMax = 8 * 1024;

    public static string? Of(ProgramCall call, IReadOnlyList<string> operands, ProgramContext context)
    {
        var (words, state, input) = (call.Words, call.State, call.Input);
        switch (call.Name)
        {
            case "echo":
                return Echoed(words);
            case "printf" when words.Count > 1:
                return Formatted(words);
            case "pwd":
                return state.Directories.Count == 1 ? state.Directories[0] + "\n" : Perhaps(state.Directories);
            case "yes":
                return operands.Count == 0 ? "y\n" : string.Join(' ', operands) + "\n" + Marks.Anything;
            case "cat" when words.Count == 1 || (words.Count == 2 && words[1] == "-"):
                return input.Text;
            case "tee":
                foreach (var operand in operands)
                    context.Findings.Files.Write(operand, input.IsPiped ? input.Text : null, state);
                return input.Text;
            case "true" or ":" or "false" or "sleep" or "wait" or "test" or "[":
                return "";

            // Some of the lines that they are given, or all of them.
            case "head" or "tail" or "sort" or "uniq" or "tac" or "shuf" or "cut" or "cat" when operands.Count == 0:
            case "grep" or "egrep" or "fgrep" when operands.Count <= 1:
            case "tr" when operands.Count <= 2:
                return input.Text is { } lines ? lines + Marks.Anything : null;
            case "ls" or "dir":
                return Perhaps(operands.Count == 0 ? [Marks.Star.ToString()] : operands);
            case "realpath" or "readlink":
                return Perhaps(operands.SelectMany(operand => operand.Length == 0 ? [] : state.Absolute(operand)));
            case "dirname":
                return string.Join('\n', operands.Select(Parent)) + "\n";
            case "printenv":
                return Perhaps(operands.SelectMany(name => name.Length == 0 ? [] : VariableValues.Of(name, state)));
            case "which" or "type":
                return Perhaps(operands);
            default:
                return null;
        }
    }

    /// <summary>These lines, and perhaps others.</summary>
    private static string Perhaps(IEnumerable<string> lines) => string.Join('\n', lines) + "\n" + Marks.Anything;

    private static string? Echoed(IReadOnlyList<string> words)
    {
        var from = 1;
        var escapes = false;
        while (from < words.Count && words[from].Length > 1 && words[from][0] == '-'
            && words[from].AsSpan(1).IndexOfAnyExcept("neE") < 0)
            escapes |= words[from++].Contains('e', StringComparison.Ordinal);
        var text = string.Join(' ', words.Skip(from));

        // Some shells take escapes without being asked to: then it is not known.
        if (!text.Contains('\\', StringComparison.Ordinal)) return text + "\n";
        return escapes ? ShellEscapes.Decode(text, isEcho: true) : null;
    }

    private static string Parent(string path)
    {
        if (path.Contains(Marks.Unknown, StringComparison.Ordinal)) return Marks.Anything;
        var slash = path.TrimEnd('/').LastIndexOf('/');
        return slash > 0 ? path[..slash] : slash == 0 || path.StartsWith('/') ? "/" : ".";
    }

    /// <summary>What <c>printf</c> makes of its words: its format is used again until all are gone.</summary>
    private static string? Formatted(IReadOnlyList<string> words)
    {
        var decodes = words[1].Contains("%b", StringComparison.Ordinal)
            && words.Skip(2).Any(word => word.Contains('\\', StringComparison.Ordinal));
        if (decodes) return null;

        // A program that reads the character 0 takes it for the end of a line.
        if (ShellEscapes.Decode(words[1], nul: '\n') is not { } format) return null;
        var parts = format.Replace("%b", "%s", StringComparison.Ordinal).Replace("%q", "%s", StringComparison.Ordinal)
            .Replace("%d", "%s", StringComparison.Ordinal).Split("%s");
        if (parts.Any(part => part.Contains('%', StringComparison.Ordinal))) return null;
        if (parts.Length == 1) return format;
        var text = new StringBuilder();
        var at = 2;
        do
        {
            for (var index = 0; index < parts.Length; index++)
                text.Append(parts[index]).Append(index + 1 < parts.Length && at < words.Count ? words[at++] : "");
        }
        while (at < words.Count && text.Length < CharactersMax);
        return text.ToString();
    }
}
