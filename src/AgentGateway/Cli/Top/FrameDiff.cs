using System.Globalization;
using System.Text;

namespace AgentGateway.Cli.Top;

/// <summary>
/// The bytes that turn what a terminal shows into what it is to show: only cells that differ are written.
/// </summary>
internal static class FrameDiff
{
    /// <param name="before">The frame that the terminal shows; null when that is not known, or of another size.</param>
    public static byte[] Of(TextFrame? before, TextFrame after)
    {
        var isFresh = before is null || before.Columns != after.Columns || before.Rows != after.Rows;
        var text = new StringBuilder(isFresh ? "\e[0m\e[2J" : "");
        FrameStyle? style = null;
        for (var row = 0; row < after.Rows; row++)
        {
            var penAt = -1;
            for (var column = 0; column < after.Columns; column++)
            {
                var cell = after[column, row];
                var isShown = isFresh
                    ? cell is { Text: " ", Style: FrameStyle.Plain }
                    : IsSame(before!, after, column, row);
                if (isShown || cell.Text.Length == 0) continue;
                if (penAt != column) text.Append(CultureInfo.InvariantCulture, $"\e[{row + 1};{column + 1}H");
                if (style != cell.Style) text.Append(Code((style = cell.Style).Value));
                text.Append(cell.Text);
                penAt = column + (IsWide(after, column, row) ? 2 : 1);
            }
        }

        if (style is not null) text.Append("\e[0m");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A wide character is the same only with its second half.</summary>
    private static bool IsSame(TextFrame before, TextFrame after, int column, int row) =>
        before[column, row] == after[column, row] && IsWide(before, column, row) == IsWide(after, column, row);

    private static bool IsWide(TextFrame frame, int column, int row) =>
        column + 1 < frame.Columns && frame[column + 1, row].Text.Length == 0;

    private static string Code(FrameStyle style) => style switch
    {
        FrameStyle.Dim => "\e[0;2m",
        FrameStyle.Bold => "\e[0;1m",
        FrameStyle.Busy => "\e[0;32m",
        FrameStyle.Calls => "\e[0;1;33m",
        FrameStyle.Broken => "\e[0;31m",
        FrameStyle.Chosen => "\e[0;7m",
        _ => "\e[0m",
    };
}
