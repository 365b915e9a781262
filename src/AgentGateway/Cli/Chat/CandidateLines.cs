using AgentGateway.Cli.Chat.Editing;
using AgentGateway.Cli.Chat.Text;

namespace AgentGateway.Cli.Chat;

/// <summary>The candidates that an editor offers, a line each, around the one that was chosen.</summary>
internal static class CandidateLines
{
    private const int ShownMax = 8;

    public static IReadOnlyList<StyledLine> Of(LineEditor editor)
    {
        var all = editor.Offered;
        if (all.Count == 0) return [];
        var first = Math.Clamp(editor.Chosen - ShownMax + 1, 0, Math.Max(0, all.Count - ShownMax));
        var shown = all.Skip(first).Take(ShownMax).ToList();
        var width = shown.Max(one => TextCells.Width(one.Word));
        var lines = shown.Select((one, at) => new StyledLine(
        [
            new(
                $"  {one.Word}{new string(' ', width - TextCells.Width(one.Word))}",
                first + at == editor.Chosen ? TextStyle.Bold | TextStyle.Underline : TextStyle.Plain),
            new($"  {Screen.Printable(one.About).ReplaceLineEndings(" ")}", TextStyle.Dim),
        ])).ToList();
        if (all.Count > shown.Count)
            lines.Add(StyledLine.Of($"  {all.Count - shown.Count} more; tab goes through all", TextStyle.Dim));
        return lines;
    }
}
