using System.Buffers;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>The stream editor: its scripts may write files and run commands, but most of them only replace text.</summary>
internal sealed partial class CommandWalk
{
    private static readonly SearchValues<char> LineNumbers = SearchValues.Create("0123456789,$!I ");
    private static readonly SearchValues<char> PlainCommands = SearchValues.Create("dpqQ=gGhHnNDPxl ");
    private static readonly SearchValues<char> ReplacementFlags = SearchValues.Create("gpIiMm0123456789 ");

    private void Sed(IReadOnlyList<string> words, ShellState state)
    {
        var changes = words.Any(word => KnownPrograms.IsOption(word, "-i") || KnownPrograms.IsOption(word, "--in-place"));
        if (changes || words.Skip(1).Any(word => word.Contains('w', StringComparison.Ordinal) || word.Contains('e', StringComparison.Ordinal))) _readOnly = false;
        var operands = words.Skip(1).Where(word => !word.StartsWith('-')).ToList();
        var hasScript = words.Any(word => word is "-e" or "-f" || word.StartsWith("--expression", StringComparison.Ordinal));
        foreach (var operand in operands.Skip(hasScript ? 0 : 1)) Touch(operand, changes ? PathUse.Write : PathUse.Read, state);
        foreach (var word in words.Skip(1).Where(word => !OnlyReplaces(word)))
        {
            _plain &= !word.Contains('e', StringComparison.Ordinal) && !word.Contains('w', StringComparison.Ordinal) || operands.IndexOf(word) > 0;
            Code(word, state);
            foreach (var name in word.Split([' ', '\t', '\n', ';'], StringSplitOptions.RemoveEmptyEntries).Where(name => name.Contains('/', StringComparison.Ordinal))) Mention(name, state);
        }
    }

    /// <summary>Behind the lines that it is about: numbers, or a pattern between slashes.</summary>
    private static int AfterAddress(string script)
    {
        var at = 0;
        while (at < script.Length && (LineNumbers.Contains(script[at]) || script[at] == '/'))
        {
            if (script[at++] != '/') continue;
            while (at < script.Length && script[at] != '/') at += script[at] == '\\' ? 2 : 1;
            at++;
        }

        return Math.Min(at, script.Length);
    }

    /// <summary>Whether a script is one replacement that neither runs nor writes what came out: <c>s/a/b/g</c>.</summary>
    private static bool OnlyReplaces(string script)
    {
        var from = AfterAddress(script);
        if (from < script.Length && script.AsSpan(from).IndexOfAnyExcept(PlainCommands) < 0) return true;
        if (from + 1 >= script.Length || script[from] is not ('s' or 'y')) return false;
        var (mark, marks, at) = (script[from + 1], 0, from + 1);
        for (; at < script.Length && marks < 3; at++)
        {
            if (script[at] == '\\') at++;
            else if (script[at] == mark) marks++;
        }

        return marks == 3 && at <= script.Length && script.AsSpan(at).IndexOfAnyExcept(ReplacementFlags) < 0;
    }
}
