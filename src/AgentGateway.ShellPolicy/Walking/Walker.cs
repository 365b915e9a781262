using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Expansion;
using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Judging;
using AgentGateway.ShellPolicy.Programs;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Walking;

/// <summary>
/// Goes through everything that a line can run, with what is known at each point of it. Each way answers what it
/// prints, where the line itself says it, because the next command of a pipe may run that.
/// </summary>
internal sealed class Walker
{
    private const int WaysMax = 16;

    /// <summary>The function that bash calls for a program that it does not find.</summary>
    private const string CalledForUnknown = "command_not_found_handle";

    private readonly Findings _findings;
    private readonly Expander _expander;
    private readonly Redirections _redirections;
    private readonly CommandRunner _commands;
    private readonly ScriptReader _scripts;
    private readonly ProgramContext _context;

    public Walker(ShellMachine machine, Findings findings, IReadOnlyDictionary<string, string> links)
    {
        _findings = findings;
        var paths = new PathJudge(machine, findings, links);
        _expander = new(machine, findings, Substitute);
        _redirections = new(_expander, paths, findings);
        _context = new(machine, findings, paths, new(Run, ReadScript, LookAt));
        _commands = new(_context, Walk);
        _scripts = new(_context, Walk, uncertain => new Walker(machine, uncertain, links));
    }

    /// <param name="certain">
    /// Whether it certainly runs; otherwise the values that were known before stay possible.
    /// </param>
    public string? Walk(ShellNode node, ShellState state, ShellInput input, bool certain)
    {
        if (!_findings.Spend()) return null;
        switch (node)
        {
            case ShellSimple simple:
                var otherwise = MayFailToExpand(simple) ? state.Copy() : null;
                var printed = Simple(simple, state, input, certain);
                if (otherwise is not null) state.Merge(otherwise);
                return printed;
            case ShellList list:
                return List(list, state, input, certain);
            case ShellPipe pipe:
                foreach (var stage in pipe.Stages.SkipLast(1))
                    input = new(true, Walk(stage, state.Copy(), input, certain));
                return Walk(pipe.Stages[^1], state.Copy(), input, certain);
            case ShellGroup group:
                return Group(group, state, input, certain);
            case ShellBranches branches:
                input = _redirections.Follow(branches.Redirections, state, input).Input;
                foreach (var body in branches.Bodies) Perhaps(body, state, input);
                return null;
            case ShellLoop loop:
                Loop(loop, state, input);
                return null;
            case ShellFunction function:
                state.Functions[function.Name] = function.Body;
                if (function.Name == CalledForUnknown) _findings.SayNotUnderstood($"when {CalledForUnknown} runs");
                return null;
            default:
                _findings.NotUnderstood("a part of the line");
                return null;
        }
    }

    public string? Run(IReadOnlyList<string> words, ShellState state, ShellInput input, bool wrapped) =>
        _commands.Run(words, state, input, wrapped);

    /// <summary>Judges a variable that is set to something that is not known.</summary>
    public void JudgeVariable(string name, ShellState state) => Variables.Judge(name, null, state, _context);

    /// <summary>
    /// A text that was not understood: what looks like a deletion of what must not be deleted is one.
    /// </summary>
    public void ReadCrudely(string text, ShellState state) => _scripts.ReadCrudely(text, state);

    private string? ReadScript(string text, ShellState state, ShellInput input) => _scripts.Read(text, state, input);

    private void LookAt(string text, ShellState state) => _scripts.Look(text, state);

    /// <summary>The script of a substitution runs in a shell of its own.</summary>
    private string? Substitute(ShellNode script, ShellState state) =>
        Walk(script, state.Copy(), ShellInput.Terminal, certain: true);

    private string? Group(ShellGroup group, ShellState state, ShellInput input, bool certain)
    {
        var redirected = _redirections.Follow(group.Redirections, state, input);
        var printed = Walk(group.Body, group.Apart ? state.Copy() : state, redirected.Input, certain);
        return _redirections.Keep(printed, redirected, state);
    }

    private void Loop(ShellLoop loop, ShellState state, ShellInput input)
    {
        input = _redirections.Follow(loop.Redirections, state, input).Input;
        var values = loop.Values?.SelectMany(word => _expander.Expand(word, state)).ToList() ?? [Marks.Anything];
        state.Assign(loop.Variable, values, certain: values.Count > 0);
        Perhaps(loop.Body, state, input);
    }

    /// <summary>
    /// What runs perhaps, perhaps often: walked twice, so that what one round leaves is known to the next.
    /// </summary>
    private void Perhaps(ShellNode body, ShellState state, ShellInput input)
    {
        for (var round = 0; round < 2; round++)
        {
            var copy = state.Copy();
            copy.ChangeHolds = false;
            Walk(body, copy, input, certain: true);
            state.Merge(copy);
        }
    }

    /// <summary>
    /// In <c>x &amp;&amp; y</c> what x changed certainly holds for y; behind the whole chain it may or may not have
    /// happened, so that the state before the chain is kept and merged there.
    /// </summary>
    private string? List(ShellList list, ShellState state, ShellInput input, bool certain)
    {
        var printed = "";
        var reached = false;
        ShellState? beforeChain = null;
        for (var index = 0; index < list.Items.Count; index++)
        {
            var item = list.Items[index];
            var next = index + 1 < list.Items.Count && list.Items[index + 1].Conditional ? list.Items[index + 1] : null;
            if (next is not null && !item.Conditional) beforeChain = state.Copy();
            var sure = certain && (!item.Conditional || reached);
            state.ChangeHolds = item.OnSuccess || (next is not null && Ends(next.Node)) || state.StopsOnError;
            var text = Walk(item.Node, state, input, sure);

            // Where it perhaps does not run, perhaps it does not print.
            printed += text is null || (text.Length > 0 && item.Conditional) ? text + Marks.Anything : text;
            reached = sure && item.OnSuccess;
            if (next is not null) continue;
            if (beforeChain is not null && !(item.Conditional && Ends(item.Node))) state.Merge(beforeChain);
            beforeChain = null;
        }

        var isUnknown = list.Items.Count == 0
            || (printed.Length > 0 && printed.All(character => character == Marks.Unknown));
        return isUnknown ? null : printed;
    }

    /// <summary>Whether nothing behind it runs any more.</summary>
    private static bool Ends(ShellNode node) => node switch
    {
        ShellSimple { Words: [var first, ..] } => first.Literal is "exit" or "return",
        ShellGroup { Apart: false, Body: ShellList { Items: [.., var last] } } => Ends(last.Node),
        _ => false,
    };

    /// <summary>
    /// Whether it perhaps does not run, because <c>${!x}</c> names no variable or something cannot be computed.
    /// </summary>
    private static bool MayFailToExpand(ShellSimple simple) =>
        simple.Words.Any(MayFail)
        || simple.Assignments.Any(assignment => assignment.Array.Append(assignment.Value ?? new([])).Any(MayFail));

    private static bool MayFail(ShellWord word) =>
        word.Fragments.Any(fragment =>
            fragment.Kind == ShellFragmentKind.Unknown || (fragment.Otherwise is { } otherwise && MayFail(otherwise)));

    private string? Simple(ShellSimple simple, ShellState state, ShellInput input, bool certain)
    {
        if (simple.Redirections.Count > 0 || simple.Assignments.Count > 0) _findings.NotPlain();
        var redirected = _redirections.Follow(simple.Redirections, state, input);
        var choices = simple.Words.Select(word => _expander.Choices(word, state)).ToList();
        List<string> words = [.. choices.SelectMany(choice => choice.SelectMany(option => option))];
        if (simple.Words.Count > 0)
        {
            foreach (var assignment in simple.Assignments)
            {
                var value = assignment.Value is { } given ? string.Join(' ', _expander.ExpandText(given, state)) : null;
                Variables.Judge(assignment.Name, value, state, _context);
            }
        }

        foreach (var assignment in simple.Assignments) Assign(assignment, state, simple.Words.Count == 0 && certain);
        if (words.Count > 0)
        {
            var before = state.Copy();
            List<string?> printed = [Run(words, state, redirected.Input, wrapped: false)];
            foreach (var way in Ways(choices))
            {
                var after = before.Copy();
                printed.Add(Run(way, after, redirected.Input, wrapped: false));
                state.Merge(after);
            }

            return _redirections.Keep(AnyOf(printed), redirected, state);
        }

        if (simple.Expression is { } expression) _expander.ExpandOne(new([expression]), state);

        // A file alone, in a substitution, is printed.
        if (simple.Words.Count == 0)
            return simple.Redirections.Any(redirection => redirection.Operator == "<") ? redirected.Input.Text : "";

        // All of it was expanded to nothing, or to what is not known.
        _findings.NotUnderstood("which program is run, since all words may be none");
        return null;
    }

    /// <summary>
    /// What one of several commands prints: the lines of all of them, and it is not known which. Null: nothing is known
    /// of it.
    /// </summary>
    private static string? AnyOf(List<string?> printed)
    {
        string?[] texts = [.. printed.Distinct()];
        if (texts.Length == 1) return texts[0];
        var lines = texts.OfType<string>().Where(text => text.Length > 0)
            .Select(text => text[^1] is '\n' or Marks.Unknown ? text : text + '\n');
        return string.Concat(lines) + Marks.Anything;
    }

    /// <summary>
    /// The commands that it may be, where a word has several possibilities: each with one of them. Where those are
    /// many, such a word is not known.
    /// </summary>
    private static IEnumerable<List<string>> Ways(List<IReadOnlyList<IReadOnlyList<string>>> choices)
    {
        if (choices.All(choice => choice.Count == 1)) return [];
        if (choices.Aggregate(1L, (ways, choice) => Math.Min(ways * Math.Max(1, choice.Count), WaysMax + 1)) > WaysMax)
            choices = [.. choices.Select(choice => choice.Count > 1 ? [[Marks.Anything]] : choice)];
        IEnumerable<List<string>> ways = [[]];
        foreach (var choice in choices.Where(choice => choice.Count > 0))
            ways = [.. ways.SelectMany(way => choice.Select(option => (List<string>)[.. way, .. option]))];
        return ways.Where(way => way.Count > 0);
    }

    /// <summary>What an array may hold, each possibility as one value; with subscripts it is not known.</summary>
    private IReadOnlyList<string> Elements(ShellAssignment assignment, ShellState state)
    {
        var choices = assignment.Array.Select(word => _expander.Choices(word, state)).ToList();
        if (assignment.Array.Any(HasSubscript)) return [Marks.Anything];
        return choices.All(choice => choice.Count == 1)
            ? [Marks.Joined([.. choices.SelectMany(choice => choice[0])])]
            : [.. Ways(choices).Select(Marks.Joined), Marks.Anything];
    }

    private static bool HasSubscript(ShellWord word) =>
        word.Fragments is [{ Kind: ShellFragmentKind.Text, Quoted: false, Text: ['[', ..] }, ..];

    /// <summary>A value does not fall apart, so that what would separate words is a blank in it.</summary>
    private IReadOnlyList<string> Texts(ShellWord value, ShellState state)
    {
        var texts = _expander.ExpandText(value, state).ToList();
        if (texts.Find(Variables.MayRunLater) is { } later) _findings.SayNotUnderstood(Variables.RunLater(later));
        return texts.Count == 0 ? [""] : texts;
    }

    private void Assign(ShellAssignment assignment, ShellState state, bool certain)
    {
        var (name, isArray) = (assignment.Name, assignment.Value is null);
        if (Variables.ChangesWhatRuns(name)) JudgeVariable(name, state);
        var before = state.Variables.GetValueOrDefault(name, [Marks.Anything]);
        var values = assignment.Value is { } word ? Texts(word, state) : Elements(assignment, state);
        if (assignment.Appends)
        {
            var between = isArray ? $"{Marks.Split}" : "";
            values = [.. before.SelectMany(start => values.Select(value => start + between + value))];
        }

        // One element is set, and what the whole array is then is not followed.
        var keepsOthers = assignment.IsElement || (!isArray && before.Any(value => value.Contains(Marks.Split)));
        state.Assign(name, keepsOthers ? [.. values, Marks.Anything] : values, certain && !keepsOthers);
    }
}
