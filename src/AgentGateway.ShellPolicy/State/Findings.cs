using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.State;

/// <summary>
/// What was found so far in one command, and the work that was spent on it. It is the one thing that changes while a
/// command is read, and it changes in one direction only: a refusal stays, and what once was not plain never is again.
/// </summary>
internal sealed class Findings
{
    private const int WorkMax = 20_000;
    private const int CrudeWork = 1_000;
    private const int SentencesMax = 12;
    private const int NotUnderstoodMax = 4;
    private const int ShownMax = 60;

    private readonly List<IReadOnlyList<string>> _commands = [];
    private readonly List<ShellPath> _paths = [];
    private readonly List<string> _sentences = [];
    private readonly List<string> _notUnderstood = [];
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);
    private string? _hardDeny;
    private bool _readsGateway;
    private bool _plain = true;
    private int _work;

    /// <summary>The words of every command so far, as a person would write them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Commands => _commands;

    /// <summary>Absolute paths whose links the caller may look up.</summary>
    public IReadOnlyCollection<string> Mentioned => _mentioned;

    /// <summary>Files and links that the line makes.</summary>
    public LineFiles Files { get; } = new();

    /// <summary>Files that the words may name, for approvals that are bound to their content.</summary>
    public NamedFiles Named { get; private init; } = new();

    /// <summary>
    /// What is changed stands for everything below it, too: it was found in a tree, or named by another program.
    /// </summary>
    public bool Sweeping { get; set; }

    /// <summary>The command was too much to look through.</summary>
    public bool IsExhausted => _work > WorkMax;

    public ShellFindings Result(IReadOnlyList<string>? argv) =>
        new(_commands, _paths, [.. _notUnderstood, .. _sentences])
        {
            HardDeny = _hardDeny,
            ReadsGateway = _readsGateway,
            Argv = _plain ? argv : null,
        };

    /// <summary>False when the command is too much to look through: then it is not understood.</summary>
    public bool Spend(int work = 1) => (_work = Math.Min(_work + work, WorkMax + 1)) <= WorkMax;

    /// <summary>Leaves as much work as it takes to look at the text once more without understanding it.</summary>
    public void SpareWork() => _work = WorkMax - CrudeWork;

    /// <summary>
    /// For text that may never run: what is found in it counts only where it is denied without exception. The files that
    /// it names are named all the same.
    /// </summary>
    public Findings ForUncertainText() => new() { _work = _work, Named = Named };

    public void TakeDenialOf(Findings uncertain)
    {
        _work = uncertain._work;
        _mentioned.UnionWith(uncertain._mentioned);
        if (uncertain._hardDeny is { } why) HardDeny(why);
    }

    /// <summary>
    /// Denies the command, and no rule and no person can allow it. The first reason is the one that is shown.
    /// </summary>
    public void HardDeny(string why)
    {
        _hardDeny ??= why;
        Say(why);
    }

    /// <summary>It reads the gateway's own directory, which only the person at the local command line may.</summary>
    public void ReadsGateway(string why)
    {
        _readsGateway = true;
        Say(why);
    }

    /// <summary>
    /// It may do more than what is found. These sentences come first, so that none of them is left out for others.
    /// </summary>
    /// <param name="what">What was not understood, with the text itself where that is short.</param>
    public void NotUnderstood(string what)
    {
        _plain = false;
        SayNotUnderstood(what);
    }

    /// <summary>The same of what runs by a file or in a language that is not the shell's.</summary>
    public void SayNotUnderstood(string what)
    {
        var shown = what.ReplaceLineEndings(" ");
        if (shown.Length > ShownMax) shown = shown[..ShownMax] + "…";
        var sentence = ShellFindings.NotUnderstood + shown;
        if (_notUnderstood.Count < NotUnderstoodMax && !_notUnderstood.Contains(sentence))
            _notUnderstood.Add(sentence);
    }

    /// <summary>It runs something that is not in its words, which therefore are not approved for always.</summary>
    public void Hides(string why)
    {
        _plain = false;
        Say(why);
    }

    public void Say(string sentence)
    {
        if (_sentences.Count < SentencesMax && !_sentences.Contains(sentence)) _sentences.Add(sentence);
    }

    /// <summary>The shell changes itself, something else, or the words before a program gets them.</summary>
    public void NotPlain() => _plain = false;

    public void AddCommand(IReadOnlyList<string> words) => _commands.Add(words);

    /// <summary>
    /// A command with the words that it has when it runs; also by the name of its program alone, for rules about it.
    /// </summary>
    public void NoteCommand(IReadOnlyList<string> words)
    {
        string[] shown = [.. words.Select(word => Marks.Shown(LineFiles.WithoutNames(word)))];
        _commands.Add(shown);
        if (shown[0].Contains('/', StringComparison.Ordinal)) _commands.Add([PathText.NameOf(shown[0]), .. shown[1..]]);
    }

    public void AddPath(ShellPath path) => _paths.Add(path);

    public void Mention(string path) => _mentioned.Add(path);

    /// <summary>Whether the line itself wrote what it runs here; then that is judged, too.</summary>
    public bool RunsWritten(string word, ShellState state, Action<string> judge)
    {
        if (!Files.TryRead(word, state, out var content)) return false;
        if (content is null) NotUnderstood($"what {Marks.Shown(word)} says, which the line itself writes and runs");
        else judge(content);
        return true;
    }
}
