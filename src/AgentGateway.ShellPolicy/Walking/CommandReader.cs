using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.Programs;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Walking;

/// <summary>Reads one command from its beginning to its findings.</summary>
internal sealed class CommandReader
{
    private static readonly string[] SystemDirectories = ["/usr/", "/bin/", "/sbin/", "/nix/store/"];

    private readonly ShellCommand _command;
    private readonly ShellMachine _machine;
    private readonly Findings _findings;
    private readonly Walker _walker;

    public CommandReader(ShellCommand command, ShellMachine machine)
    {
        _command = command;
        _machine = machine;
        _findings = new();
        _walker = new(machine, _findings, command.Links);
    }

    public IReadOnlyCollection<string> Mentioned => _findings.Mentioned;

    public IReadOnlyList<ShellFile> Files => _findings.Named.All;

    public ShellFindings Read()
    {
        var state = ShellState.At(PathText.Normal(_command.Directory), _machine);
        foreach (var name in _command.Environment)
        {
            _findings.NotPlain();
            _walker.JudgeVariable(name, state);
            state.Forget(name);
        }

        var argv = _command.Argv is { } words ? ReadWords(words, state)
            : _command.Line is { } line ? ReadLine(line, state)
            : null;
        if (_findings.IsExhausted)
        {
            _findings.NotUnderstood("it is too much to look through");
            _findings.SpareWork();
            _walker.ReadCrudely(_command.Line ?? string.Join(' ', _command.Argv ?? []), state);
        }

        return _findings.Result(argv);
    }

    /// <summary>Whether a program comes with the system: one of the same name elsewhere may be another.</summary>
    public static bool IsOfSystem(string program) =>
        SystemDirectories.Any(directory => program.StartsWith(directory, StringComparison.Ordinal));

    private IReadOnlyList<string> ReadWords(IReadOnlyList<string> words, ShellState state)
    {
        var readable = words.Count > 0
            && !words.Any(Marks.In)
            && words.Sum(word => word.Length) <= ShellParser.CharactersMax;
        if (readable) _walker.Run([.. AsMeant(words)], state, ShellInput.Terminal, wrapped: false);
        else _findings.NotUnderstood("its words");
        return words;
    }

    private string[]? ReadLine(string line, ShellState state)
    {
        if (ShellParser.Parse(line) is { } node)
        {
            _walker.Walk(node, state, ShellInput.Terminal, certain: true);
            return PlainWords(node);
        }

        _findings.NotUnderstood(ShellParser.Unread(line));
        if (!_command.Typed) _walker.ReadCrudely(line, state);
        return null;
    }

    /// <summary>
    /// The words of a line that is one command, written out: what the shell would expand may be something else the next
    /// time.
    /// </summary>
    private static string[]? PlainWords(ShellNode node)
    {
        if (node is not ShellList { Items: [{ Node: ShellSimple { Words.Count: > 0 } simple }] }) return null;
        if (simple.Assignments.Count > 0 || simple.Redirections.Count > 0) return null;
        var words = simple.Words.Select(word => word.Literal).ToArray();
        return words.All(word => word is not null && !Marks.In(word)) ? [.. words.OfType<string>()] : null;
    }

    /// <summary>
    /// Words of a program without a shell are what they are. Only of what would be deleted, a home directory or a
    /// pattern is taken for what a shell would make of it, because its author meant that.
    /// </summary>
    private IEnumerable<string> AsMeant(IReadOnlyList<string> words) =>
        ProgramTable.Deletes(PathText.NameOf(words[0]))
            ? words.Select(word => AtHome(word).Replace('*', Marks.Star))
            : words;

    private string AtHome(string word) =>
        word is "~" or "$HOME" or "${HOME}" ? _machine.Home
        : word.StartsWith("~/", StringComparison.Ordinal) ? _machine.Home + word[1..]
        : word.StartsWith("$HOME/", StringComparison.Ordinal) || word.StartsWith("${HOME}/", StringComparison.Ordinal)
            ? _machine.Home + word[word.IndexOf('/', StringComparison.Ordinal)..]
        : word;
}
