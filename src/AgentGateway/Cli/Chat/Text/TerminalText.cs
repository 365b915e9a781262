using System.Text;

namespace AgentGateway.Cli.Chat.Text;

/// <summary>Styled text as bytes for a terminal; without colours as it is.</summary>
internal static class TerminalText
{
    private static readonly (TextStyle Style, string Code)[] Codes =
    [
        (TextStyle.Bold, "1"),
        (TextStyle.Dim, "2"),
        (TextStyle.Italic, "3"),
        (TextStyle.Underline, "4"),
        (TextStyle.Strike, "9"),
        (TextStyle.Code, "36"),
        (TextStyle.Calls, "33"),
        (TextStyle.Broken, "31"),
        (TextStyle.Name, "1;35"),
    ];

    public static string Of(IEnumerable<StyledRun> runs, bool hasColour)
    {
        var text = new StringBuilder();
        foreach (var run in runs)
            if (!hasColour || run.Style == TextStyle.Plain) text.Append(run.Text);
            else
                text.Append("\e[")
                    .AppendJoin(';', Codes.Where(one => run.Style.HasFlag(one.Style)).Select(one => one.Code))
                    .Append('m').Append(run.Text).Append("\e[0m");
        return text.ToString();
    }
}
