using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.Programs;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Walking;

/// <summary>Texts inside of a command that a shell runs, may run, or that were not understood.</summary>
/// <param name="apart">A walker that collects elsewhere what it finds in text that may never run.</param>
internal sealed class ScriptReader(ProgramContext context, WalkNode walk, Func<Findings, Walker> apart)
{
    private const int CharactersOfOneWork = 64;
    private const int ScriptWork = 10;
    private const int TargetsMax = 64;
    private const int WordsMax = 256;

    private static readonly char[] Separators =
        [' ', '\t', '\n', ';', '&', '|', '(', ')', '`', '"', '\'', '<', '>', '{', '}'];

    private readonly Findings _findings = context.Findings;

    /// <summary>A script inside of the line. One of which a part is not known beforehand may do anything.</summary>
    public string? Read(string text, ShellState state, ShellInput input)
    {
        _findings.NotPlain();
        if (!_findings.Spend(ScriptWork + (text.Length / CharactersOfOneWork))) return null;
        if (text.Contains(Marks.Unknown, StringComparison.Ordinal))
            _findings.NotUnderstood($"a script that is known only when it runs: {Marks.Shown(text)}");

        // What was not known in the text is read as a variable, which is not known either.
        var readable = Marks.Shown(text.Replace(Marks.Anything, "${_unknown}", StringComparison.Ordinal));
        if (ShellParser.Parse(readable) is { } node) return walk(node, state, input, certain: true);
        _findings.NotUnderstood(ShellParser.Unread(readable));
        ReadCrudely(readable, state);
        return null;
    }

    /// <summary>Reads a text only for what is denied without exception: it may be text that never runs.</summary>
    public void Look(string text, ShellState state)
    {
        if (ShellParser.Parse(text) is not { } node) return;
        var uncertain = _findings.ForUncertainText();
        apart(uncertain).Walk(node, state.Copy(), ShellInput.Terminal, certain: false);
        _findings.TakeDenialOf(uncertain);
    }

    /// <summary>
    /// A text that was not understood: what looks like a deletion of what must not be deleted is one.
    /// </summary>
    public void ReadCrudely(string text, ShellState state)
    {
        var words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        _findings.AddCommand(words);
        for (var at = 0; at < words.Length; at++)
        {
            var name = PathText.NameOf(words[at].Replace("\\", "", StringComparison.Ordinal));
            if (ProgramTable.Find(name) is not { Operands: PathRole.Delete or PathRole.MoveThenWrite }) continue;
            foreach (var target in words.Skip(at + 1).Take(TargetsMax).Where(target => target[0] != '-'))
                context.Paths.Threaten(AtHome(target), state);
        }

        foreach (var word in words.Take(WordsMax))
        {
            context.Paths.Mention(word, state);
            _findings.Named.Add(word, state, runs: true);
        }

        var gateway = words.SkipWhile(word => PathText.NameOf(word) != "agw").ToList();
        if (gateway.Count > 0) GatewayProgram.Judge(gateway, context);
    }

    private string AtHome(string target)
    {
        var path = target.Replace("$HOME", context.Machine.Home, StringComparison.Ordinal);
        return path[0] == '~' ? context.Machine.Home + path[1..] : path;
    }
}
