using System.CommandLine;

namespace AgentGateway.Cli;

/// <summary>
/// The help of a group says of each verb what it does in one sentence: what a verb has to say beside that, and its
/// examples, stand in its own help.
/// </summary>
internal static class VerbSummary
{
    /// <summary>Shortens what the verbs of that group say, for a help that is printed and nothing else.</summary>
    public static void Shorten(Command group)
    {
        foreach (var verb in group.Subcommands) verb.Description = Of(verb.Description ?? "");
    }

    /// <summary>The first sentence; of one that goes on behind a colon all of it.</summary>
    public static string Of(string description)
    {
        var text = description.ReplaceLineEndings("\n");
        var paragraph = text.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;
        var line = paragraph.Replace('\n', ' ').Trim();
        return line.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var stop ? line[..(stop + 1)] : line;
    }
}
