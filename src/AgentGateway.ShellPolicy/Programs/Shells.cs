using System.Text.RegularExpressions;
using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Shells with a script in their words, in a file or on their input.</summary>
internal static class Shells
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("sh bash dash zsh ksh ksh93 mksh pdksh ash fish rbash csh tcsh yash rc elvish nu xonsh hush")
        {
            IsShell = true,
        },
    ];

    /// <summary>Quotes and braces that bash treats, and which other shells leave as they are.</summary>
    private static readonly Regex OnlyOfBash = new(
        """\$['"]|(^|[^$])\{(\\.|'[^']*'|"[^"]*"|[^\s;'"\\])*(,|\.\.)""", RegexOptions.NonBacktracking);

    public static string? Read(ProgramCall call, ProgramContext context)
    {
        context.Findings.Hides("it runs a shell");
        var (words, state, input) = (call.Words, call.State, call.Input);
        var (at, takesScript) = BehindOptions(call, context);

        // Another shell: it knows neither functions nor aliases, unless they were handed on.
        var inner = state.CopyForChild();
        inner.Positional = [[.. words.Skip(at + 1)]];
        if (takesScript)
        {
            if (at >= words.Count) return null;
            inner.Positional = [[.. words.Skip(at + 2)]];
            if (at + 1 < words.Count) inner.Assign("0", [words[at + 1]], certain: true);
            return ReadText(words[at], call, inner, input, context);
        }

        if (words.Take(at).Any(word => word[0] == '-' && OptionTable.Gives(word, "-s")))
        {
            inner.Positional = [[.. words.Skip(at)]];
            return input.IsPiped ? ReadInput(call, inner, input, context) : null;
        }

        if (at >= words.Count) return input.IsPiped ? ReadInput(call, inner, input, context) : null;
        context.Paths.Mention(words[at], state);
        if (words[at].Contains(Marks.Unknown, StringComparison.Ordinal))
            context.Findings.NotUnderstood($"which script is run by {call.Name} {Marks.Shown(words[at])}");
        if (IsInput(words[at]) && input.IsPiped) return ReadInput(call, inner, input, context);
        ReadFile(words[at], call, inner, input, context);
        return null;
    }

    public static bool IsInput(string word) => word is "-" or "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0";

    /// <summary>A script in a file: it is read where the line itself wrote it.</summary>
    private static void ReadFile(
        string word, ProgramCall call, ShellState inner, ShellInput input, ProgramContext context)
    {
        var written = context.Findings.RunsWritten(
            word, call.State, script => ReadText(script, call, inner.Copy(), input, context));
        if (!written) context.Findings.SayNotUnderstood($"what {Marks.Shown(word)} says, which {call.Name} runs");
    }

    private static string? ReadInput(ProgramCall call, ShellState inner, ShellInput input, ProgramContext context) =>
        ReadText(input.Text ?? Marks.Anything, call, inner, ShellInput.Terminal, context);

    /// <summary>A script, which is read as bash would; of what other shells read otherwise this is said.</summary>
    private static string? ReadText(
        string script, ProgramCall call, ShellState inner, ShellInput input, ProgramContext context)
    {
        if (script.EndsWith('\\') || (call.Name != "bash" && OnlyOfBash.IsMatch(script)))
            context.Findings.SayNotUnderstood($"a script that {call.Name} may read otherwise than other shells");
        return context.Inner.Script(script, inner, input);
    }

    /// <summary>Where the first word behind the options stands, and whether it is a script: <c>-c</c>.</summary>
    private static (int At, bool TakesScript) BehindOptions(ProgramCall call, ProgramContext context)
    {
        var words = call.Words;
        var at = 1;
        var takesScript = false;
        while (at < words.Count && words[at].Length > 1 && words[at][0] is '-' or '+')
        {
            var option = words[at++];
            if (option == "--") break;
            if (OptionTable.Gives(option, "-i") || OptionTable.Gives(option, "-l") || option is "--login")
                context.Findings.SayNotUnderstood($"what the files say that {call.Name} begins with");
            takesScript |= !option.StartsWith("--", StringComparison.Ordinal)
                && option.Contains('c', StringComparison.Ordinal);
            takesScript |= option is "--command";
            if (option is "--rcfile" or "--init-file" && at < words.Count)
                ReadFile(words[at], call, call.State, ShellInput.Terminal, context);
            if (option is "-o" or "+o" or "-O" or "+O" or "--rcfile" or "--init-file") at++;
        }

        return (at, takesScript);
    }
}
