using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.Programs;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Walking;

/// <summary>One command with its words: which function, alias, file of the line itself or program it is.</summary>
internal sealed class CommandRunner(ProgramContext context, WalkNode walk)
{
    private const int CallsMax = 8;
    private const int WordsOfOneWork = 8;

    private readonly Findings _findings = context.Findings;

    /// <returns>What it prints, where its words say it.</returns>
    public string? Run(IReadOnlyList<string> words, ShellState state, ShellInput input, bool wrapped)
    {
        if (!_findings.Spend(1 + (words.Count / WordsOfOneWork))) return null;
        _findings.NoteCommand(words);
        NameFiles(words, state);
        var program = words[0];
        if (Marks.In(program) || program.Length == 0)
        {
            RunUnknown(words, state, wrapped);
            return null;
        }

        var name = PathText.NameOf(program);
        if (state.Functions.TryGetValue(program, out var body))
        {
            // A function stands before a program of the same name, but not for every way to run it: what deletes is
            // read as both.
            var printed = Call(body, words, state, input);
            if (ProgramTable.Find(name) is not { StaysUnderFunction: true }) return printed;
        }

        if (state.Aliases.TryGetValue(program, out var meaning)) ReplaceAlias(meaning, words, state, input);
        if (name != program)
        {
            if (_findings.RunsWritten(program, state, script => ReadWritten(script, words, state, input)))
                _findings.NotPlain();
            else if (!CommandReader.IsOfSystem(program))
                _findings.SayNotUnderstood($"what {Marks.Shown(program)} does");
        }

        return ProgramReader.Read(new(name, words, state, input, wrapped), context);
    }

    /// <summary>All words may name files; the program is run, and so is the first operand of what interprets.</summary>
    private void NameFiles(IReadOnlyList<string> words, ShellState state)
    {
        var name = PathText.NameOf(words[0]);
        var runsOperand = name is "." or "source"
            || ProgramTable.Find(name) is { IsShell: true } or { Interprets: true };
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            var isOperand = at > 0 && word.Length > 0 && word[0] != '-';
            _findings.Named.Add(word, state, runs: at == 0 || (isOperand && runsOperand));
            if (isOperand) runsOperand = false;
        }
    }

    private void RunUnknown(IReadOnlyList<string> words, ShellState state, bool wrapped)
    {
        _findings.NotUnderstood($"which program is run by {string.Join(' ', words.Select(Marks.Shown))}");
        UnknownWords.Suspect(words, state, context);

        // Where the first word has several possibilities, they stand one behind the other.
        if (words[0] != Marks.Anything || wrapped) return;
        for (var at = 1; at < Math.Min(words.Count, ShellState.AlternativesMax); at++)
            if (words[at].Length > 0 && words[at][0] != '-')
                Run([.. words.Skip(at)], state.Copy(), ShellInput.Terminal, wrapped: true);
    }

    private string? Call(ShellNode body, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        _findings.Hides("it defines a function");
        if (state.Calls >= CallsMax)
        {
            _findings.NotUnderstood("a function that calls itself");
            return null;
        }

        var before = state.Positional;
        state.Positional = [[.. words.Skip(1)]];
        state.Calls++;
        var printed = walk(body, state, input, certain: false);
        state.Calls--;
        state.Positional = before;
        return printed;
    }

    /// <summary>
    /// Reads what the alias stands for, with the words behind it; the program of that name is read as well.
    /// </summary>
    private void ReplaceAlias(string meaning, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        var inner = state.Copy();
        inner.Aliases.Remove(words[0]);
        var quoted = words.Skip(1).Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        context.Inner.Script($"{meaning} {string.Join(' ', quoted)}", inner, input);
        state.ChangeHolds = state.StopsOnError;
    }

    private void ReadWritten(string script, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        var inner = state.CopyForChild();
        inner.Positional = [[.. words.Skip(1)]];
        context.Inner.Script(script, inner, input);
        state.ChangeHolds = state.StopsOnError;
    }
}
