namespace AgentGateway.Terminal.Status;

/// <summary>A screen, as rules look at it. Pure.</summary>
public sealed class StatusScreen
{
    private readonly List<string> _lines;

    /// <param name="text">The lines of the screen, joined by line feeds.</param>
    /// <param name="cursorRow">The row of the cursor, from 0; null takes the last line that is not blank.</param>
    public StatusScreen(string text, int? cursorRow = null)
    {
        Text = text;
        var lines = text.Split('\n').Select(line => line.TrimEnd()).ToList();
        _lines = [.. lines.Where(line => line.Length > 0)];
        CursorLine = cursorRow is { } row
            ? row < lines.Count ? lines[row] : ""
            : _lines.Count > 0 ? _lines[^1] : "";
    }

    public string Text { get; }

    /// <summary>The line with the cursor; empty where nothing stands on it.</summary>
    public string CursorLine { get; }

    /// <summary>The last lines that are not blank.</summary>
    /// <param name="count">0 takes all.</param>
    public string Last(int count) => string.Join('\n', count == 0 ? _lines : _lines.TakeLast(count));
}
