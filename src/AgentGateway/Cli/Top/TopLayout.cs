using System.Globalization;

namespace AgentGateway.Cli.Top;

/// <summary>Where everything stands in the grid. Pure: the same tiles on the same size are the same frame.</summary>
internal static class TopLayout
{
    private const int TileColumnsMin = 48, TileRowsMin = 4, TileRowsMax = 26;
    private const int Gap = 2;

    /// <summary>How tiles are spread over a terminal of that size.</summary>
    /// <param name="Across">Tiles side by side.</param>
    /// <param name="Width">Of one tile, without the gap behind it.</param>
    /// <param name="First">The first tile that is seen.</param>
    /// <param name="Shown">Tiles that fit.</param>
    internal readonly record struct Grid(int Across, int Width, int Height, int First, int Shown);

    public static Grid Spread(int tiles, int chosen, int columns, int rows)
    {
        var body = Math.Max(1, rows - 2);
        var across = Math.Clamp(columns / TileColumnsMin, 1, Math.Max(1, tiles));
        var lines = Math.Max(1, (tiles + across - 1) / across);
        var height = Math.Clamp(body / lines, Math.Min(TileRowsMin, body), TileRowsMax);
        var down = Math.Max(1, body / height);
        // Only as far down as the chosen one needs it, by whole rows of tiles.
        var first = Math.Max(0, chosen / across - down + 1) * across;
        return new(
            across, (columns - Gap * (across - 1)) / across, height, first, Math.Min(tiles - first, across * down));
    }

    /// <param name="message">Takes the place of the help in the last row.</param>
    public static TextFrame Draw(
        IReadOnlyList<TopTile> tiles, int chosen, DateTimeOffset now, string? message, int columns, int rows)
    {
        var frame = new TextFrame(columns, rows);
        frame.Put(0, 0, Summary(tiles), FrameStyle.Bold, columns);
        var grid = Spread(tiles.Count, chosen, columns, rows);
        for (var at = 0; at < grid.Shown; at++)
        {
            var column = at % grid.Across * (grid.Width + Gap);
            var row = 1 + at / grid.Across * grid.Height;
            var height = Math.Min(grid.Height, rows - 1 - row);
            Draw(frame, tiles[grid.First + at], grid.First + at == chosen, now, column, row, grid.Width, height);
        }

        if (tiles.Count == 0)
            frame.Put(2, 2, "No sessions. Start one: agw session create -- bash", FrameStyle.Dim, columns - 2);
        var (footer, style) = message is null
            ? ("enter attach · arrows or hjkl move · q quit", FrameStyle.Dim)
            : (message, FrameStyle.Calls);
        if (rows > 2) frame.Put(0, rows - 1, footer, style, columns);
        return frame;
    }

    private static void Draw(
        TextFrame frame, TopTile tile, bool isChosen, DateTimeOffset now, int column, int row, int width, int height)
    {
        if (height < 1) return;
        var style = isChosen ? FrameStyle.Chosen : tile.Style;
        frame.Fill(column, row, "", style, width);
        // The status matters most: a long name is cut for it, and the text on the right yields.
        var named = frame.Put(
            column, row, tile.Name, style, Math.Max(width / 3, width - TextFrame.Width(tile.Status) - Gap));
        var left = named + Gap + frame.Put(column + named + Gap, row, tile.Status, style, width - named - Gap);
        var right = string.Join("  ", new[] { tile.Agent, Age(now - tile.Since) }.Where(text => text.Length > 0));
        if (left + Gap + TextFrame.Width(right) <= width)
            frame.Put(
                column + width - TextFrame.Width(right),
                row,
                right,
                isChosen ? FrameStyle.Chosen : FrameStyle.Dim,
                width);
        var last = tile.Lines.Count;
        while (last > 0 && string.IsNullOrWhiteSpace(tile.Lines[last - 1])) last--;
        var first = Math.Max(0, last - (height - 1));
        for (var line = first; line < last; line++)
            frame.Put(column, row + 1 + line - first, tile.Lines[line], FrameStyle.Plain, width);
    }

    private static string Summary(IReadOnlyList<TopTile> tiles)
    {
        var alive = tiles.Count(tile => tile.IsAlive);
        var counts = tiles.Where(tile => tile.IsAlive)
            .GroupBy(tile => tile.Status)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}");
        return string.Join(
            " · ",
            [$"agw top · {alive} running", .. counts, .. tiles.Count > alive
                ? [$"{tiles.Count - alive} ended"]
                : Array.Empty<string>()]);
    }

    private static string Age(TimeSpan age)
    {
        var (count, unit) = age switch
        {
            { TotalDays: >= 1 } => (age.TotalDays, 'd'),
            { TotalHours: >= 1 } => (age.TotalHours, 'h'),
            { TotalMinutes: >= 1 } => (age.TotalMinutes, 'm'),
            _ => (Math.Max(0, age.TotalSeconds), 's'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(int)count}{unit}");
    }
}
