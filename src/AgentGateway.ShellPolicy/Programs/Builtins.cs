using System.Globalization;
using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// Commands of the shell itself, which change what it is, and what therefore holds for the commands behind them.
/// </summary>
internal static class Builtins
{
    private const int WordsMax = 64;

    /// <summary>Options that name a program, a file or a function for later.</summary>
    private static readonly string[] ShellHooks = ["-p", "-f", "-x", "-C", "-F", "-W", "-c"];

    /// <summary>A variable with one of these stands for another one, or changes what it is set to.</summary>
    private static readonly string[] ChangingAttributes = ["-n", "-i", "-l", "-u", "-c"];

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("cd chdir pushd") { Read = ChangeDirectory },
        new("popd") { Read = PopDirectory },
        new("export readonly declare typeset local") { Read = Declare },
        new("read mapfile readarray getopts unset select") { Read = ReadVariables },
        new("set") { Read = Set },
        new("alias") { Read = DefineAliases },
        new("trap") { Read = Trap },
        new(". source") { Read = Source },
        new("shift") { Read = Shift },
        new("ulimit shopt") { Read = ChangeShell },
        new("enable bind complete compgen hash disown stty") { Read = ChangeShellAloud },
        new("printf") { Read = PrintToVariable },
    ];

    private static Answer ChangeDirectory(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        var target = call.Arguments.FirstOrDefault(word => word == "-" || word.Length == 0 || word[0] != '-');
        IEnumerable<string> directories = target switch
        {
            null => call.State.Variables["HOME"],
            "-" or "" => [.. call.State.Earlier, Marks.Anything],
            _ => [.. call.State.Absolute(target).Select(path => path[0] == Marks.Unknown ? Marks.Anything : path)],
        };
        call.State.Enter(directories, call.State.ChangeHolds);
        if (target is not null) context.Paths.Touch(target, ShellPathUse.Read, call.State);
        return call.Name == "pushd" ? Answer.Unknown : Answer.Silent;
    }

    private static Answer PopDirectory(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        call.State.Enter([Marks.Anything], certain: true);
        return Answer.Unknown;
    }

    private static Answer Declare(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        if (ChangingAttributes.Any(call.Gives))
            context.Findings.SayNotUnderstood($"what a variable holds that {call.Name} changes");
        foreach (var word in call.Arguments.Where(word => !word.StartsWith('-')))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            Variables.Judge(name, equals < 0 ? null : word[(equals + 1)..], call.State, context);
            if (Variables.MayRunLater(word)) context.Findings.SayNotUnderstood(Variables.RunLater(word));
            if (equals > 0) call.State.Assign(name, [word[(equals + 1)..]], certain: false);
            else if (!call.State.Variables.ContainsKey(name)) call.State.Forget(name);
        }

        return Answer.Silent;
    }

    private static Answer ReadVariables(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        var reads = call.Name is "read" or "mapfile" or "readarray";
        if (call.Name != "read" && call.Gives("-C")) context.Findings.SayNotUnderstood($"what {call.Name} -C runs");
        IReadOnlyList<string> read = reads && call.Input.Text is { } text ? LinesAndWords(text) : [];
        foreach (var word in call.Arguments.Where(word => word.Length > 0 && word[0] != '-'))
        {
            call.State.Forget(word);
            call.State.Assign(word, read, certain: false);
        }

        return call.Name is "read" or "unset" ? Answer.Silent : Answer.Unknown;
    }

    /// <summary>The words that may be read from a text, each by itself and each line as a whole.</summary>
    private static IReadOnlyList<string> LinesAndWords(string text) =>
    [
        .. text.Split('\n').Concat(text.Split([' ', '\t', '\n', '\0']))
            .Where(line => line.Length > 0).Distinct().Take(WordsMax),
    ];

    /// <summary>
    /// A word that is not known may be an option, the mark that ends them, several words or none: what stands behind it
    /// is then one possibility, and anything is another.
    /// </summary>
    private static Answer Set(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        var (words, at) = (call.Words, 1);
        while (at < words.Count && words[at] is ['-' or '+', ..] and not ("-" or "--"))
        {
            var option = words[at];
            if (option.Contains('e', StringComparison.Ordinal)) call.State.StopsOnError = option[0] == '-';

            // For each o the name of an option stands behind it.
            at += 1 + option.Count(letter => letter == 'o');
        }

        // A single hyphen ends the options too, and alone it sets nothing.
        if (at < words.Count && !(at == words.Count - 1 && words[at] == "-"))
            call.State.Positional = [[.. words.Skip(words[at] is "-" or "--" ? at + 1 : at)]];
        if (words.Skip(1).Take(at).Any(Marks.In)) call.State.Positional = [.. call.State.Positional, [Marks.Anything]];
        return Answer.Silent;
    }

    private static Answer DefineAliases(ProgramCall call, ProgramContext context)
    {
        context.Findings.Hides("it defines an alias");
        foreach (var word in call.Arguments)
        {
            if (word.IndexOf('=', StringComparison.Ordinal) is not (>= 0 and var equals)) continue;
            var meaning = word[(equals + 1)..];
            if (meaning.EndsWith(' ')) context.Findings.SayNotUnderstood("an alias that changes the word behind it");
            call.State.Aliases[word[..equals]] = meaning;
            context.Script(meaning, call.State.Copy());
        }

        return Answer.Unknown;
    }

    private static Answer Trap(ProgramCall call, ProgramContext context)
    {
        context.Findings.Hides("it defines what runs later");
        if (call.Arguments.FirstOrDefault(word => word != "--") is { } script) context.Script(script, call.State);
        return Answer.Unknown;
    }

    /// <summary>A script that the shell itself reads: what it sets afterwards is not known.</summary>
    private static Answer Source(ProgramCall call, ProgramContext context)
    {
        context.Findings.Hides("it runs a script in the shell itself");
        if (call.Words.ElementAtOrDefault(1) is { } script)
        {
            context.Paths.Mention(script, call.State);
            if (script.Contains(Marks.Unknown, StringComparison.Ordinal))
                context.Findings.NotUnderstood($"which script is run by {call.Name} {Marks.Shown(script)}");
            if (Shells.IsInput(script) && call.Input.IsPiped)
                context.Script(call.Input.Text ?? Marks.Anything, call.State.Copy());
            else if (!context.Findings.RunsWritten(
                script, call.State, read => context.Script(read, call.State.Copy())))
                context.Findings.SayNotUnderstood($"what {Marks.Shown(script)} says, which the shell itself runs");
        }

        call.State.ForgetAll();
        return Answer.Unknown;
    }

    private static Answer Shift(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        var count = 1;
        var known = call.Words.Count < 2 || int.TryParse(
            call.Words[1], NumberStyles.None, CultureInfo.InvariantCulture, out count);
        call.State.Positional = known
            ? [.. call.State.Positional.Select(words => Shifted(words, count))]
            : [[Marks.Anything]];
        return Answer.Silent;
    }

    private static IReadOnlyList<string> Shifted(IReadOnlyList<string> words, int count) =>
        words.Contains(Marks.Anything) ? [Marks.Anything, .. words.Skip(count)]
        : words.Count >= count ? [.. words.Skip(count)]
        : words;

    private static Answer ChangeShell(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        return Answer.Silent;
    }

    private static Answer ChangeShellAloud(ProgramCall call, ProgramContext context)
    {
        context.Findings.NotPlain();
        if (call.Arguments.Any(word => ShellHooks.Any(option => OptionTable.Gives(word, option))))
            context.Findings.SayNotUnderstood($"what {call.Name} has the shell run later");
        return Answer.Unknown;
    }

    private static Answer? PrintToVariable(ProgramCall call, ProgramContext context)
    {
        if (call.Words.Count <= 2 || call.Words[1] != "-v") return null;
        call.State.Forget(call.Words[2]);
        call.State.Assign(call.Words[2], [.. call.Words.Skip(3)], certain: false);
        return null;
    }
}
