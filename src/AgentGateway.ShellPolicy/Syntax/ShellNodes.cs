namespace AgentGateway.ShellPolicy.Syntax;

// A shell line as far as judging it needs: which commands it can run, with which words, and what follows from what.

internal abstract record ShellNode;

/// <summary>One command with its words, what is assigned for it, and where its input and output go.</summary>
internal sealed record ShellSimple(
    IReadOnlyList<ShellAssignment> Assignments,
    IReadOnlyList<ShellWord> Words,
    IReadOnlyList<ShellRedirection> Redirections)
    : ShellNode
{
    /// <summary>What is computed, where no program is run: <c>((x + 1))</c>.</summary>
    public ShellFragment? Expression { get; init; }
}

internal sealed record ShellPipe(IReadOnlyList<ShellNode> Stages) : ShellNode;

internal sealed record ShellList(IReadOnlyList<ShellItem> Items) : ShellNode;

/// <param name="Apart">A subshell: what it changes is forgotten behind it.</param>
internal sealed record ShellGroup(ShellNode Body, bool Apart, IReadOnlyList<ShellRedirection> Redirections)
    : ShellNode;

/// <summary>Bodies of which it is not known which run: conditions, loops, cases.</summary>
internal sealed record ShellBranches(IReadOnlyList<ShellNode> Bodies, IReadOnlyList<ShellRedirection> Redirections)
    : ShellNode;

/// <param name="Values">Null: the positional parameters.</param>
internal sealed record ShellLoop(
    string Variable, IReadOnlyList<ShellWord>? Values, ShellNode Body, IReadOnlyList<ShellRedirection> Redirections)
    : ShellNode;

internal sealed record ShellFunction(string Name, ShellNode Body) : ShellNode;

/// <param name="Conditional">Runs only when what stands before it succeeded, or failed.</param>
/// <param name="OnSuccess">What follows runs only when this succeeded.</param>
internal sealed record ShellItem(ShellNode Node, bool Conditional, bool OnSuccess);

/// <param name="Value">Null for an array, whose words are in <paramref name="Array"/>.</param>
internal sealed record ShellAssignment(string Name, ShellWord? Value, bool Appends, IReadOnlyList<ShellWord> Array)
{
    /// <summary>One element of an array; the others stay.</summary>
    public bool IsElement { get; init; }
}

/// <param name="Operator">As it is written, without the descriptor.</param>
/// <param name="Body">The text of a here-document or a here-string.</param>
internal sealed record ShellRedirection(string Operator, ShellWord? Target, ShellWord? Body)
{
    /// <summary>The descriptor is another than the standard output.</summary>
    public bool IsAside { get; init; }
}

internal sealed record ShellWord(IReadOnlyList<ShellFragment> Fragments)
{
    /// <summary>Its text where nothing in it is expanded; null otherwise.</summary>
    public string? Literal =>
        Fragments.All(fragment => fragment.Kind == ShellFragmentKind.Text)
            ? string.Concat(Fragments.Select(fragment => fragment.Text))
            : null;
}

/// <param name="Text">The text; the name of the variable, with the subscript of an array.</param>
/// <param name="Script">What a substitution runs; null where it was not understood.</param>
/// <param name="Otherwise">The word that a variable gives way to, or what else stands in an expansion.</param>
internal sealed record ShellFragment(
    ShellFragmentKind Kind, string Text, bool Quoted, ShellNode? Script = null, ShellWord? Otherwise = null);

internal enum ShellFragmentKind
{
    Text,
    Variable,

    /// <summary>A variable of which something is taken away or changed: what it was, or something else.</summary>
    Altered,
    Substitution,

    /// <summary>Something that is only known when it runs.</summary>
    Unknown,
}
