using System.Globalization;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Expansion;

/// <summary>What a variable may hold, the special ones of the shell among them.</summary>
internal static class VariableValues
{
    /// <param name="name">With the subscript of an array, where it has one.</param>
    public static IReadOnlyList<string> Of(string name, ShellState state)
    {
        if (name[^1] == ']' && name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open)
        {
            var all = state.Variables.GetValueOrDefault(name[..open]) ?? [Marks.Anything];
            return name[(open + 1)..^1] is "@" or "*"
                ? all
                : [.. all.SelectMany(words => words.Split(Marks.Split)).Append("").Distinct()];
        }

        // Of an array without a subscript, the first element is meant.
        if (state.Variables.TryGetValue(name, out var known))
            return known.Any(value => value.Contains(Marks.Split, StringComparison.Ordinal))
                ? [.. known.Select(value => value.Split(Marks.Split)[0]).Distinct()]
                : known;
        return name switch
        {
            "PWD" => state.Directories,
            "OLDPWD" => [.. state.Earlier, Marks.Anything],
            "$" or "!" or "BASHPID" => [Marks.OwnProcess],
            "?" => ["0", Marks.Anything],
            "#" => [.. state.Positional.Select(Count)],
            "@" or "*" => [.. state.Positional.Select(Marks.Joined)],
            _ => Positional(name, state),
        };
    }

    private static string Count(IReadOnlyList<string> words) =>
        words.Contains(Marks.Anything) ? Marks.Anything : $"{words.Count}";

    private static IReadOnlyList<string> Positional(string name, ShellState state) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? [.. state.Positional.SelectMany(words => Positional(number, words)).Distinct()]
            : [Marks.Anything];

    /// <summary>A word before it that is not known may be several, or none.</summary>
    private static IEnumerable<string> Positional(int number, IReadOnlyList<string> words)
    {
        if (words.Take(number).Contains(Marks.Anything)) yield return Marks.Anything;
        yield return number <= words.Count ? words[number - 1] : "";
    }
}
