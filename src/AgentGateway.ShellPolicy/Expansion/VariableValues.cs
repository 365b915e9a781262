using System.Globalization;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Expansion;

/// <summary>What a variable may hold, the special ones of the shell among them.</summary>
internal static class VariableValues
{
    /// <summary>Stands for a process that the command itself started.</summary>
    private const string OwnProcess = "%own";

    /// <param name="name">With the subscript of an array, where it has one.</param>
    public static IReadOnlyList<string> Of(string name, ShellState state)
    {
        if (name[^1] == ']' && name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open)
        {
            var all = Of(name[..open], state);
            return name[(open + 1)..^1] is "@" or "*"
                ? all
                : [.. all.SelectMany(words => words.Split(Marks.Split)).Distinct()];
        }

        if (state.Variables.TryGetValue(name, out var known)) return known;
        return name switch
        {
            "PWD" => state.Directories,
            "OLDPWD" => [.. state.Earlier, Marks.Anything],
            "$" or "!" or "BASHPID" => [OwnProcess],
            "#" or "?" => ["0"],
            "@" or "*" => [state.Positional is { } all ? string.Join(Marks.Split, all) : Marks.Anything],
            _ => Positional(name, state),
        };
    }

    private static IReadOnlyList<string> Positional(string name, ShellState state) =>
        char.IsAsciiDigit(name[0]) && state.Positional is { } given
        && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? [number <= given.Count ? given[number - 1] : ""]
            : [Marks.Anything];
}
