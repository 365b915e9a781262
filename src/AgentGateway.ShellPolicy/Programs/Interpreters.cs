using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// Programs that run code of another language, and tools that are told by an option to run something.
/// </summary>
internal static class Interpreters
{
    /// <summary>Also with a version behind the name.</summary>
    public static readonly IReadOnlyList<string> Names = (
        "python pypy perl ruby node nodejs deno bun php lua awk gawk mawk nawk tclsh wish osascript Rscript pwsh "
        + "powershell java jshell groovy scala erl elixir iex ghc runghc guile racket clojure julia octave sqlite3 "
        + "psql mysql vim vi view nvim ex ed emacs m4 bc dc irb ts-node tsx csi fsi ftp lftp qjs jrunscript")
        .Split(' ');

    public static readonly IReadOnlyList<ProgramEntry> Entries = [new(string.Join(' ', Names)) { Interprets = true }];

    public static void Read(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        context.Findings.SayNotUnderstood($"the code that {call.Name} runs");
        foreach (var word in call.Arguments) ForeignCode.Read(word, call.State, context);
        foreach (var word in call.Arguments.Where(word => word.Length > 0 && word[0] != '-'))
            context.Findings.RunsWritten(word, call.State, code => ForeignCode.Read(code, call.State, context));
        if (!call.Input.IsPiped || call.Arguments.Any(word => word != "-" && !word.StartsWith('-'))) return;
        if (call.Input.Text is { } text && !text.Contains(Marks.Unknown, StringComparison.Ordinal))
            ForeignCode.Read(text, call.State, context);
        else if (!call.Words.Any(word => word.Length > 1 && word[0] == '-' && word is not "-u"))
            context.Findings.NotUnderstood($"the code that {call.Name} is given");
    }
}
