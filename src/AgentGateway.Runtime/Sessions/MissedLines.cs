using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// What a terminal printed while nobody recorded, as far as it still has it above its screen: the lines after the last
/// ones that are known. Pure.
/// </summary>
internal static class MissedLines
{
    private const int ScrollbackLines = 2_000;

    /// <summary>So many lines in a row are proof enough of where the known ones end.</summary>
    private const int ProofLines = 5;

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

    /// <summary>Above the cursor: the line where it stands may have been written on since.</summary>
    private static string[] LastLines(TerminalScreen known)
    {
        var lines = known.RenderText(ScrollbackLines).Split('\n');
        var end = lines.Length - known.Rows + known.Cursor.Y;
        while (end > 0 && lines[end - 1].Length == 0) end--;
        return lines[Math.Max(0, end - ProofLines)..end];
    }
}
