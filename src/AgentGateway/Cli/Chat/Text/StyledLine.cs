namespace AgentGateway.Cli.Chat.Text;

/// <summary>One line of the conversation, before it is broken into rows of a terminal.</summary>
internal sealed record StyledLine(IReadOnlyList<StyledRun> Runs)
{
    public static readonly StyledLine Empty = new([]);

    /// <summary>Stands before each row but the first, such as the blanks under a bullet.</summary>
    public string Hanging { get; init; } = "";

    /// <summary>
    /// Whether the terminal breaks it where its width ends, so that a copy of it is one line again. Prose is broken
    /// between words.
    /// </summary>
    public bool IsVerbatim { get; init; }

    public string Text => string.Concat(Runs.Select(run => run.Text));

    public static StyledLine Of(string text, TextStyle style = TextStyle.Plain) => new([new(text, style)]);

    /// <summary>A text of several lines, each in the same style.</summary>
    public static IEnumerable<StyledLine> Lines(string text, TextStyle style = TextStyle.Plain) =>
        text.Split('\n').Select(line => Of(line, style));
}
