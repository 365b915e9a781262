using System.Globalization;
using System.Security;
using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Recordings;

/// <summary>
/// Makes an animated picture of a recording: SVG with CSS and no script, so that it moves wherever an image is shown. The
/// frames lie side by side, and the picture looks at one after the other; rows that look alike are drawn once and used again.
/// Who wants no motion is shown the last frame.
/// </summary>
public static class SvgRecording
{
    private const decimal CellWidth = 8.4m;
    private const int CellHeight = 19;
    private const int Margin = 14;
    private const int FontSize = 14;
    private const string Fonts = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";
    private const string Text = "#d8dee9";
    private const string Ground = "#1d2129";

    private static readonly string[] Basic =
    [
        "#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9",
        "#6b7489", "#ff7b86", "#b5e890", "#ffd98a", "#82c4ff", "#dd93f5", "#70d4e0", "#ffffff",
    ];

    /// <summary>Makes the picture of an asciicast v2.</summary>
    /// <returns>The picture; null when there is nothing in the recording, or more than a picture can show.</returns>
    public static async Task<string?> MakeAsync(TextReader cast, CancellationToken cancellationToken)
    {
        var reader = new CastReader(cast);
        var header = await reader.ReadHeaderAsync(cancellationToken);
        var frames = new SvgFrames();
        return await frames.ReadAsync(reader, header, cancellationToken) ? Draw(frames, header.Title) : null;
    }

    private static string Draw(SvgFrames frames, string? title)
    {
        var (width, height) = (frames.Columns * CellWidth, frames.Rows * CellHeight);
        var (rows, strip) = (new Dictionary<string, int>(), new StringBuilder());
        for (var at = 0; at < frames.All.Count; at++) AddFrame(strip, rows, frames.All[at], at * width);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{width + (2 * Margin)}}" height="{{height + (2 * Margin)}}">
            <title>{{Escaped(title ?? "A recording of a terminal")}}</title>
            <style>
            text{font:{{FontSize}}px {{Fonts}};fill:{{Text}};white-space:pre}
            #s{animation:s {{Seconds(frames.Length)}}s steps(1,end) infinite}
            @media(prefers-reduced-motion:reduce){#s{animation:none;transform:translateX(-{{(frames.All.Count - 1) * width}}px)} }
            @keyframes s{

            """);
        for (var at = 0; at < frames.All.Count; at++)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"{Percent(frames.All[at].At / frames.Length)}%{{transform:translateX(-{at * width}px)}}\n");
        svg.Append(
            CultureInfo.InvariantCulture,
            $$"""
            }
            </style>
            <defs>

            """);
        foreach (var (row, number) in rows)
            svg.Append(CultureInfo.InvariantCulture, $"<g id=\"r{number}\">{row}</g>\n");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            </defs>
            <rect width="100%" height="100%" rx="8" fill="{Ground}"/>
            <svg x="{Margin}" y="{Margin}" width="{width}" height="{height}"><g id="s">
            {strip}</g></svg>
            </svg>

            """);
        return svg.ToString().ReplaceLineEndings("\n");
    }

    private static void AddFrame(StringBuilder strip, Dictionary<string, int> rows, SvgFrame frame, decimal left)
    {
        for (var y = 0; y < frame.Rows.Count; y++)
        {
            var row = Row(frame.Rows[y]);
            if (row.Length == 0) continue;
            if (!rows.TryGetValue(row, out var number)) rows.Add(row, number = rows.Count);
            strip.Append(
                CultureInfo.InvariantCulture, $"<use href=\"#r{number}\" x=\"{left}\" y=\"{y * CellHeight}\"/>");
        }

        if (frame.Cursor is { } cursor)
            strip.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{left + (cursor.Column * CellWidth)}\" y=\"{(cursor.Row * CellHeight) + 2}\" ")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"width=\"{CellWidth}\" height=\"{CellHeight - 2}\" fill=\"{Text}\" opacity=\".6\"/>");
        strip.Append('\n');
    }

    private static string Row(IReadOnlyList<ScreenRun> runs)
    {
        var row = new StringBuilder();
        foreach (var run in runs)
        {
            var isReversed = (run.Style.Attributes & CellAttributes.Reverse) != 0;
            var (front, back) = (Colour(run.Style.Foreground), Colour(run.Style.Background));
            if (isReversed) (front, back) = (back ?? Ground, front ?? Text);
            var (x, width) = (run.Column * CellWidth, run.Columns * CellWidth);
            if (back is not null)
                row.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{x}\" width=\"{width}\" height=\"{CellHeight}\" fill=\"{back}\"/>");
            if (string.IsNullOrWhiteSpace(run.Text) || (run.Style.Attributes & CellAttributes.Hidden) != 0) continue;
            row.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{FontSize}\" textLength=\"{width}\"")
                .Append(front is null ? "" : $" style=\"fill:{front}\"").Append(Look(run.Style))
                .Append(CultureInfo.InvariantCulture, $">{Escaped(run.Text)}</text>");
        }

        return row.ToString();
    }

    private static string Look(CellStyle style)
    {
        var look = new StringBuilder();
        if ((style.Attributes & CellAttributes.Bold) != 0) look.Append(" font-weight=\"bold\"");
        if ((style.Attributes & CellAttributes.Dim) != 0) look.Append(" opacity=\".6\"");
        if ((style.Attributes & CellAttributes.Italic) != 0) look.Append(" font-style=\"italic\"");
        if ((style.Attributes & CellAttributes.Strikethrough) != 0) look.Append(" text-decoration=\"line-through\"");
        else if (style.Underline != UnderlineStyle.None) look.Append(" text-decoration=\"underline\"");
        return look.ToString();
    }

    /// <summary>The colour as CSS; null for the terminal's own.</summary>
    private static string? Colour(TerminalColor colour) => colour.Kind switch
    {
        ColorKind.Basic => Basic[colour.Value],
        ColorKind.Indexed => Indexed(colour.Value),
        ColorKind.Rgb => string.Create(CultureInfo.InvariantCulture, $"#{colour.Value:x6}"),
        _ => null,
    };

    /// <summary>The usual palette: 16 basic colours, a cube of 6 × 6 × 6, and greys.</summary>
    private static string Indexed(int index)
    {
        if (index < 16) return Basic[index];
        if (index >= 232) return Hex(8 + ((index - 232) * 10), 8 + ((index - 232) * 10), 8 + ((index - 232) * 10));
        var place = index - 16;
        return Hex(Step(place / 36), Step(place / 6 % 6), Step(place % 6));

        static int Step(int level) => level == 0 ? 0 : 55 + (level * 40);
        static string Hex(int red, int green, int blue) =>
            string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}");
    }

    /// <summary>As XML, which has no place for control characters and half of a pair.</summary>
    private static string Escaped(string text) => SecurityElement.Escape(
        string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune) && rune.Value is not (0xfffe or 0xffff))));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture);
}
