using System.Buffers;
using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// The stream editor: its scripts may write files and run commands, but most of them only replace text.
/// </summary>
internal static class StreamEditor
{
    public static readonly IReadOnlyList<ProgramEntry> Entries = [new("sed gsed") { Read = Edit }];

    private static readonly SearchValues<char> LineNumbers = SearchValues.Create("0123456789,$!I ");
    private static readonly SearchValues<char> PlainCommands = SearchValues.Create("dpqQ=gGhHnNDPxl ");
    private static readonly SearchValues<char> ReplacementFlags = SearchValues.Create("gpIiMm0123456789 ");

    private static Answer Edit(ProgramCall call, ProgramContext context)
    {
        var changes = call.Gives("-i") || call.Gives("--in-place");
        var operands = call.Arguments.Where(word => !word.StartsWith('-')).ToList();
        var hasScript =
            call.Words.Any(word => word is "-e" or "-f" || word.StartsWith("--expression", StringComparison.Ordinal));
        foreach (var operand in operands.Skip(hasScript ? 0 : 1))
            context.Paths.Touch(operand, changes ? ShellPathUse.Write : ShellPathUse.Read, call.State);
        foreach (var word in call.Arguments.Where(word => !OnlyReplaces(word)))
        {
            if (MayWriteOrRun(word) && operands.IndexOf(word) <= 0) {
                context.Findings.NotPlain();
                context.Findings.SayNotUnderstood($"the script of {call.Name}: {Marks.Shown(word)}");
            }

            ForeignCode.Read(word, call.State, context);
            foreach (var name in word.Split([' ', '\t', '\n', ';'], StringSplitOptions.RemoveEmptyEntries))
                if (name.Contains('/', StringComparison.Ordinal))
                    context.Paths.Mention(name, call.State);
        }

        return Answer.Unknown;
    }

    /// <summary>The commands <c>w</c> and <c>e</c> of a script; a word without these letters holds neither.</summary>
    private static bool MayWriteOrRun(string word) => word.AsSpan().IndexOfAny('w', 'e') >= 0;

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

    /// <summary>
    /// Whether a script is one replacement that neither runs nor writes what came out: <c>s/a/b/g</c>.
    /// </summary>
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
