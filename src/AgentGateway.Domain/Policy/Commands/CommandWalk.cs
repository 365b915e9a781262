namespace AgentGateway.Domain.Policy.Commands;

/// <summary>
/// Goes through everything that a command can run, with what is known at each place, and collects what it can do at worst. One walk
/// judges one command.
/// </summary>
internal sealed partial class CommandWalk(CommandFacts facts, PolicyPlaces places, string? workspace)
{
    private const int WorkMax = 20_000;
    private const int FactsMax = 12;
    private const int CallsMax = 8;

    private readonly List<IReadOnlyList<string>> _commands = [];
    private readonly List<PathFact> _paths = [];
    private readonly List<string> _said = [];
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);

    /// <summary>Files that the line itself writes, with what is in them; null where nobody knows.</summary>
    private readonly Dictionary<string, string?> _written = new(StringComparer.Ordinal);
    private RiskClass _risk = RiskClass.R2;
    private string? _floor;
    private bool _readOnly = true;
    private bool _plain = true;
    private bool _tellsAll = true;
    private int _work;

    public IReadOnlyCollection<string> Mentioned => _mentioned;

    public CommandReading Read()
    {
        var state = ShellState.At(PathText.Normal(facts.Directory), places);
        foreach (var name in facts.Environment)
        {
            _plain = false;
            JudgeVariable(name, null, state);
            state.Forget(name);
        }

        IReadOnlyList<string>? argv = null;
        if (facts.Argv is { } words)
        {
            if (words.Count == 0 || words.Any(Marks.In) || words.Sum(word => word.Length) > ShellParser.CharactersMax) NotUnderstood();
            else Run([.. AsMeant(words)], state, ShellInput.Terminal);
            argv = words;
        }
        else if (facts.Line is { } line)
        {
            if (ShellParser.Parse(line) is { } node)
            {
                Walk(node, state, ShellInput.Terminal, certain: true);
                argv = PlainWords(node);
            }
            else
            {
                NotUnderstood();
                if (!facts.Typed) Crude(line, state);
            }
        }

        if (_work > WorkMax)
        {
            NotUnderstood();
            _work = WorkMax - 1_000;
            Crude(facts.Line ?? string.Join(' ', facts.Argv ?? []), state);
        }

        if (facts.Program is { } program && !IsOfTheSystem(program)) _readOnly = false;
        return new(_risk, _commands, _paths, _said)
        {
            Floor = _floor, Argv = _plain ? argv : null, MayBeRemembered = _tellsAll, ReadOnly = _readOnly && _floor is null && _risk == RiskClass.R2 && _commands.Count > 0,
        };
    }

    /// <summary>The words of a line that is one command, written out: what the shell would expand may be something else the next time.</summary>
    private static string[]? PlainWords(ShellNode node)
    {
        if (node is not ShellList { Items: [{ Node: ShellSimple { Assignments.Count: 0, Redirections.Count: 0, Words.Count: > 0 } simple }] }) return null;
        var words = simple.Words.Select(word => word.Literal).ToArray();
        return words.All(word => word is not null && !Marks.In(word)) ? [.. words.OfType<string>()] : null;
    }

    /// <summary>
    /// Words of a program without a shell are what they are. Only of what would be deleted, a home directory or a pattern is taken for
    /// what a shell would make of it: whoever wrote it meant that.
    /// </summary>
    private IEnumerable<string> AsMeant(IReadOnlyList<string> words) =>
        KnownPrograms.Find(PathText.NameOf(words[0])) is not { Role: PathRole.Delete }
            ? words
            : words.Select(word =>
                word is "~" or "$HOME" or "${HOME}" || word.StartsWith("~/", StringComparison.Ordinal) ? places.Home + word[(word[0] == '~' ? 1 : word.Length)..]
                : word.StartsWith("$HOME/", StringComparison.Ordinal) || word.StartsWith("${HOME}/", StringComparison.Ordinal) ? places.Home + word[word.IndexOf('/', StringComparison.Ordinal)..]
                : word).Select(word => word.Replace('*', Marks.Star));

    private static bool IsOfTheSystem(string program) =>
        program.StartsWith("/usr/", StringComparison.Ordinal) || program.StartsWith("/bin/", StringComparison.Ordinal)
        || program.StartsWith("/sbin/", StringComparison.Ordinal) || program.StartsWith("/nix/store/", StringComparison.Ordinal);

    /// <summary>Walks one node; answers what it prints, where the line itself says it.</summary>
    private string? Walk(ShellNode node, ShellState state, ShellInput input, bool certain)
    {
        if (!Spend()) return null;
        switch (node)
        {
            case ShellSimple simple:
                return Simple(simple, state, input, certain);
            case ShellList list:
                return List(list, state, input, certain);
            case ShellPipe pipe:
                foreach (var stage in pipe.Stages.Take(pipe.Stages.Count - 1)) input = new(true, Walk(stage, state.Copy(), input, certain));
                return Walk(pipe.Stages[^1], state.Copy(), input, certain);
            case ShellGroup group:
                return Group(group, state, input, certain);
            case ShellBranches branches:
                input = Redirect(branches.Redirections, state, input, out _);
                foreach (var body in branches.Bodies) Apart(body, state, input);
                return null;
            case ShellLoop loop:
                input = Redirect(loop.Redirections, state, input, out _);
                var values = loop.Values?.SelectMany(word => Expand(word, state)).ToList() ?? [Marks.Anything];
                state.Assign(loop.Variable, values, certain: values.Count > 0);
                Apart(loop.Body, state, input);
                return null;
            case ShellFunction function:
                state.Functions[function.Name] = function.Body;
                return null;
            default:
                NotUnderstood();
                return null;
        }
    }

    private string? Group(ShellGroup group, ShellState state, ShellInput input, bool certain)
    {
        var inner = Redirect(group.Redirections, state, input, out var targets);
        var printed = Walk(group.Body, group.Apart ? state.Copy() : state, inner, certain);
        return Kept(printed, targets, state);
    }

    private string? List(ShellList list, ShellState state, ShellInput input, bool certain)
    {
        var printed = "";
        var reached = false;
        ShellState? before = null;
        for (var index = 0; index < list.Items.Count; index++)
        {
            var item = list.Items[index];
            var next = index + 1 < list.Items.Count && list.Items[index + 1].Conditional ? list.Items[index + 1] : null;
            if (next is not null && !item.Conditional) before = state.Copy();

            // In "x && y" what x changed certainly holds for y; behind the whole chain it may or may not have happened.
            var sure = certain && (!item.Conditional || reached);
            var ends = next is not null && !item.OnSuccess && Ends(next.Node);
            _changeHolds = item.OnSuccess || ends || state.StopsOnError;
            var text = Walk(item.Node, state, input, sure);

            // Where it perhaps does not run, perhaps it does not print.
            printed += text is null || (text.Length > 0 && item.Conditional) ? text + Marks.Anything : text;
            reached = sure && item.OnSuccess;
            if (next is null && before is not null && !(item.Conditional && Ends(item.Node))) state.Merge(before);
            if (next is null) before = null;
        }

        return list.Items.Count == 0 || printed.All(character => character == Marks.Unknown) && printed.Length > 0 ? null : printed;
    }

    /// <summary>Whether nothing behind it runs any more.</summary>
    private static bool Ends(ShellNode node) => node switch
    {
        ShellSimple { Words: [var first, ..] } => first.Literal is "exit" or "return",
        ShellGroup { Apart: false, Body: ShellList { Items: [.., var last] } } => Ends(last.Node),
        _ => false,
    };

    /// <summary>What runs perhaps, perhaps often: walked twice, so that what one round leaves is known to the next.</summary>
    private void Apart(ShellNode body, ShellState state, ShellInput input)
    {
        for (var round = 0; round < 2; round++)
        {
            var copy = state.Copy();
            _changeHolds = false;
            Walk(body, copy, input, certain: true);
            state.Merge(copy);
        }
    }

    private string? Simple(ShellSimple simple, ShellState state, ShellInput input, bool certain)
    {
        var changeHolds = _changeHolds;
        if (simple.Redirections.Count > 0 || simple.Assignments.Count > 0) _plain = false;
        input = Redirect(simple.Redirections, state, input, out var targets);
        var words = simple.Words.SelectMany(word => Expand(word, state)).ToList();
        if (simple.Words.Count > 0)
            foreach (var assignment in simple.Assignments)
                JudgeVariable(assignment.Name, assignment.Value is { } value ? string.Join(' ', Expand(value, state)).Replace(Marks.Split, ' ') : null, state);
        foreach (var assignment in simple.Assignments) Assign(assignment, state, simple.Words.Count == 0 && certain);
        if (words.Count == 0)
        {
            if (simple.Words.Count == 0) return "";

            // All of it was expanded to nothing, or to what nobody knows.
            Raise(RiskClass.R3, "which program it runs is not known beforehand");
            return null;
        }

        _changeHolds = changeHolds;
        return Kept(Run(words, state, input), targets, state);
    }

    /// <summary>What is printed to a file is not printed, and stands in that file.</summary>
    private string? Kept(string? printed, IReadOnlyList<string>? targets, ShellState state)
    {
        if (targets is null) return printed;
        foreach (var target in targets) Store(target, printed, state);
        return null;
    }

    private void Store(string word, string? content, ShellState state)
    {
        if (word.Length == 0) return;
        foreach (var path in Absolute(word, state).Select(path => path[0] == '/' ? PathText.Normal(path) : path))
            _written[path] = _written.TryGetValue(path, out var before) ? before + "\n" + content : content;
    }

    /// <summary>Whether the line itself wrote what it runs here; then that is judged, too.</summary>
    private bool RunsWritten(string word, ShellState state, Action<string> judge)
    {
        if (_written.Count == 0 || word.Length == 0) return false;
        foreach (var path in Absolute(word, state).Select(path => path[0] == '/' ? PathText.Normal(path) : path))
        {
            if (!_written.TryGetValue(path, out var content)) continue;
            if (content is null) Raise(RiskClass.R3, "what it runs is written by itself, and not known beforehand");
            else judge(content);
            return true;
        }

        return false;
    }

    private void Assign(ShellAssignment assignment, ShellState state, bool certain)
    {
        if (assignment.Name is "PATH" or "CDPATH" or "BASH_ENV" or "ENV" || assignment.Name.StartsWith("LD_", StringComparison.Ordinal)) JudgeVariable(assignment.Name, null, state);
        var array = assignment.Array.SelectMany(word => Expand(word, state)).ToList();
        if (assignment.Value is not { } word)
        {
            state.Assign(assignment.Name, array.Count == 0 ? [""] : [string.Join(Marks.Split, array)], certain);
            return;
        }

        // A value does not fall apart, so that what would separate words is a blank in it.
        var values = Expand(word, state).Select(value => value.Replace(Marks.Split, ' ')).ToList();
        if (values.Count == 0) values.Add("");
        if (assignment.Appends)
        {
            var before = state.Variables.TryGetValue(assignment.Name, out var known) ? known : [Marks.Anything];
            values = [.. before.SelectMany(start => values.Select(value => start + value))];
        }

        state.Assign(assignment.Name, values, certain && !assignment.IsElement);
    }

    /// <summary>Whether what follows runs only if this command succeeded; told by the list to the command that it walks.</summary>
    private bool _changeHolds;

    /// <summary>False when the command is too much to look through: then it is not understood.</summary>
    private bool Spend(int work = 1) => (_work = Math.Min(_work + work, WorkMax + 1)) <= WorkMax;

    private void NotUnderstood()
    {
        _plain = false;
        Raise(RiskClass.R3, "the command line was not understood");
    }

    private void Raise(RiskClass risk, string why)
    {
        // What is typed may be prose, and could as well be typed letter by letter: only what nothing may approve is held back.
        if (risk > _risk && !(facts.Typed && risk == RiskClass.R3)) _risk = risk;
        _readOnly = false;
        Say(why);
    }

    private void Say(string fact)
    {
        if (_said.Count < FactsMax && !_said.Contains(fact)) _said.Add(fact);
    }

    private void Floor(string why)
    {
        _floor ??= why;
        Raise(RiskClass.R3, why);
    }

    /// <summary>No shell, wrapper or interpreter may be approved for always: what it would run the next time is not in its words.</summary>
    private void Hides(string why)
    {
        _plain = _readOnly = false;
        Say(why);
    }
}
