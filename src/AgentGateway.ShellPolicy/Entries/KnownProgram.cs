namespace AgentGateway.ShellPolicy.Entries;

/// <summary>One program of the table, and the questions that its entries answer about a call of it.</summary>
internal sealed class KnownProgram(string name, ProgramEntry entry)
{
    private const int VerbWordsMax = 6;

    public PathRole? Operands => entry.Operands;

    public OptionTable Options { get; } = OptionTable.Of(entry.Options);

    public bool Wraps => entry.Wraps;

    public bool TakesScripts => entry.TakesScripts;

    public bool IsShell => entry.IsShell;

    public bool Interprets => entry.Interprets;

    public ReadWords? Read => entry.Read;

    /// <summary>A function of the same name does not stand in its place.</summary>
    public bool StaysUnderFunction =>
        entry.StaysUnderFunction || Wraps || IsShell || Operands is not (null or PathRole.Text);

    /// <summary>How a call of it can reach further than the workspace; null when it does not by what it is.</summary>
    public string? Reaches(IReadOnlyList<string> words) =>
        words.Skip(1).Take(VerbWordsMax).Any(entry.PublishingVerbs.Contains)
            ? $"{name} sends something to others"
            : entry.Reaches;

    /// <summary>Whether what it runs stands elsewhere than in its words.</summary>
    public bool RunsUntold(IReadOnlyList<string> words) =>
        entry.RunsUntold
        || words.Skip(1).Any(word =>
            entry.RunningVerbs.Contains(word)
            || entry.RunningEndings.Any(ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether it is told to run something else.</summary>
    public bool IsToldToRun(IReadOnlyList<string> words) =>
        entry.RunningOptions.Count > 0
        && words.Skip(1).Any(word =>
            word.StartsWith("SHELL=", StringComparison.Ordinal)
            || entry.RunningOptions.Any(option => OptionTable.GivesOrBegins(word, option)));
}
