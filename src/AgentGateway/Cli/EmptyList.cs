using System.CommandLine;
using System.CommandLine.Parsing;

namespace AgentGateway.Cli;

/// <summary>What to type next where a list has no rows.</summary>
internal static class EmptyList
{
    /// <summary>Options that choose no rows.</summary>
    private static readonly HashSet<string> OfPage =
    [
        CommonOptions.Data.Name, CommonOptions.Json.Name, CommonOptions.Colour.Name, CommonOptions.NoPager.Name,
        CommonOptions.NoStart.Name, "--limit", "--cursor",
    ];

    /// <summary>Where the call chose some rows, the verb that lists all; else how a first one is made.</summary>
    /// <param name="things">What is listed, in the plural.</param>
    /// <param name="first">A sentence with the command that makes one.</param>
    public static string Says(ParseResult parsed, string things, string first) => Chooses(parsed)
        ? $"No such {things}. All of them: {UsageErrors.PathOf(parsed.CommandResult.Command)}"
        : $"No {things}. {first}";

    private static bool Chooses(ParseResult parsed) => parsed.CommandResult.Children.Any(part => part switch
    {
        OptionResult option => !option.Implicit && !OfPage.Contains(option.Option.Name),
        _ => part.Tokens.Count > 0,
    });
}
