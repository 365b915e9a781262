using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Finds the lines that a terminal printed while no daemon recorded it, as far as its scrollback still has them: those
/// after the last recorded line. Pure.
/// </summary>
internal static class UnrecordedLines
{
    /// <summary>So much of the scrollback is compared.</summary>
    public const int ScrollbackLines = 2_000;

    /// <summary>So many equal lines in a row show where the recorded lines end.</summary>
    private const int MatchLines = 5;

    /// <param name="known">The screen as it was recorded last.</param>
    /// <param name="found">The screen as it is now.</param>
    public static IReadOnlyList<string> Between(TerminalScreen known, TerminalScreen found)
    {
        if (known.AlternateScreen || found.AlternateScreen) return [];
        var all = found.RenderText(ScrollbackLines).Split('\n');
        var above = all[..^found.Rows];
        var last = LastLines(known);
        if (above.Length == 0 || last.Length == 0) return above;
        for (var at = all.Length - last.Length; at >= 0; at--)
            if (all.AsSpan(at, last.Length).SequenceEqual(last))
                return at + last.Length >= above.Length ? [] : above[(at + last.Length)..];
        return above;
    }

    /// <summary>The last lines above the cursor. The line of the cursor may have changed since.</summary>
    private static string[] LastLines(TerminalScreen known)
    {
        var lines = known.RenderText(ScrollbackLines).Split('\n');
        var end = lines.Length - known.Rows + known.Cursor.Y;
        while (end > 0 && lines[end - 1].Length == 0) end--;
        return lines[Math.Max(0, end - MatchLines)..end];
    }
}
