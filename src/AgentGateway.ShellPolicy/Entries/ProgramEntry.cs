namespace AgentGateway.ShellPolicy.Entries;

/// <summary>
/// Reads the words of a program that has a grammar of its own; null: what the table says of it is read as well.
/// </summary>
internal delegate Answer? ReadWords(ProgramCall call, ProgramContext context);

/// <summary>
/// What is known of programs that are alike. A program may stand in several entries: what they say adds up (<see
/// cref="And"/>). Of a program without an entry nothing is known, so that it may do anything with its words.
/// </summary>
/// <param name="Names">Blank-separated.</param>
internal sealed record ProgramEntry(string Names)
{
    /// <summary>What it does with its operands; null when its words are not understood.</summary>
    public PathRole? Operands { get; init; }

    /// <summary>Options that take a value: see <see cref="OptionTable.Of"/>.</summary>
    public string Options { get; init; } = "";

    /// <summary>How it can reach further than the workspace by what it is.</summary>
    public string? Reaches { get; init; }

    /// <summary>Words by which it publishes something, where it otherwise only works here.</summary>
    public IReadOnlyList<string> PublishingVerbs { get; init; } = [];

    /// <summary>It runs the program in its words. None of them is approved for always.</summary>
    public bool Wraps { get; init; }

    /// <summary>A wrapper that takes shell lines in its words.</summary>
    public bool TakesScripts { get; init; }

    /// <summary>It is a shell.</summary>
    public bool IsShell { get; init; }

    /// <summary>Code of another language may stand in its words.</summary>
    public bool Interprets { get; init; }

    /// <summary>It runs what a file of the workspace says, or what a person types while it shows something.</summary>
    public bool RunsUntold { get; init; }

    /// <summary>Words by which it does so.</summary>
    public IReadOnlyList<string> RunningVerbs { get; init; } = [];

    /// <summary>Endings of words by which it does so.</summary>
    public IReadOnlyList<string> RunningEndings { get; init; } = [];

    /// <summary>Options and beginnings of words that tell it to run something else.</summary>
    public IReadOnlyList<string> RunningOptions { get; init; } = [];

    /// <summary>A function of the same name does not stand in its place: both are read.</summary>
    public bool StaysUnderFunction { get; init; }

    /// <summary>Reads what the other members cannot say.</summary>
    public ReadWords? Read { get; init; }

    /// <summary>What both entries of one program say.</summary>
    public ProgramEntry And(ProgramEntry other) => new(Names)
    {
        Operands = Operands ?? other.Operands,
        Options = Options + " " + other.Options,
        Reaches = Reaches ?? other.Reaches,
        PublishingVerbs = [.. PublishingVerbs, .. other.PublishingVerbs],
        Wraps = Wraps || other.Wraps,
        TakesScripts = TakesScripts || other.TakesScripts,
        IsShell = IsShell || other.IsShell,
        Interprets = Interprets || other.Interprets,
        RunsUntold = RunsUntold || other.RunsUntold,
        RunningVerbs = [.. RunningVerbs, .. other.RunningVerbs],
        RunningEndings = [.. RunningEndings, .. other.RunningEndings],
        RunningOptions = [.. RunningOptions, .. other.RunningOptions],
        StaysUnderFunction = StaysUnderFunction || other.StaysUnderFunction,
        Read = Read ?? other.Read,
    };
}
