using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>Writes rows as text, plain or with the sequences that tmux writes for the same cells.</summary>
internal sealed class ScreenWriter(StyleTables tables)
{
    private static readonly (CellAttributes Attribute, string Code)[] Codes =
    [
        (CellAttributes.Bold, "1"),
        (CellAttributes.Dim, "2"),
        (CellAttributes.Italic, "3"),
        (CellAttributes.Blink, "5"),
        (CellAttributes.Reverse, "7"),
        (CellAttributes.Hidden, "8"),
        (CellAttributes.Strikethrough, "9"),
        (CellAttributes.Overline, "53"),
    ];

    private readonly StringBuilder _text = new();

    public string Text(IEnumerable<Row> rows)
    {
        var lines = 0;
        foreach (var row in rows)
        {
            if (lines++ > 0)
                _text.Append('\n');
            var length = row.Cells.Length;
            while (length > 0 && row.Cells[length - 1].Glyph == ' ')
                length--;
            for (var column = 0; column < length; column++)
                tables.AppendText(_text, row.Cells[column]);
        }

        return _text.ToString();
    }

    /// <summary>
    /// Blanks at the end of a row that show no colour are left out. A style that is on at the end is switched off.
    /// </summary>
    public string Ansi(IEnumerable<Row> rows)
    {
        var lines = 0;
        uint style = 0;
        foreach (var row in rows)
        {
            if (lines++ > 0)
                _text.Append('\n');
            var length = ShownLength(row);
            foreach (var cell in row.Cells.AsSpan(0, length))
            {
                if (cell.Style != style && !cell.IsTail)
                {
                    AppendChange(tables.Style(style), tables.Style(cell.Style));
                    style = cell.Style;
                }

                tables.AppendText(_text, cell);
            }
        }

        if (style != 0)
            _text.Append("\e[0m");
        return _text.ToString();
    }

    public List<IReadOnlyList<ScreenRun>> Runs(IEnumerable<Row> rows)
    {
        var found = new List<IReadOnlyList<ScreenRun>>();
        foreach (var row in rows)
        {
            var runs = new List<ScreenRun>();
            var length = ShownLength(row);
            for (var column = 0; column < length;)
            {
                var start = column;
                var style = row.Cells[column].Style;
                _text.Clear();
                for (; column < length && (row.Cells[column].Style == style || row.Cells[column].IsTail); column++)
                    tables.AppendText(_text, row.Cells[column]);
                runs.Add(new(start, column - start, _text.ToString(), tables.Style(style)));
            }

            found.Add(runs);
        }

        return found;
    }

    public List<ScreenLink> Links(IEnumerable<Row> rows)
    {
        var found = new List<ScreenLink>();
        var y = 0;
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Cells.Length;)
            {
                var start = column;
                var link = tables.Style(row.Cells[column].Style).Link;
                while (column < row.Cells.Length && tables.Style(row.Cells[column].Style).Link == link)
                    column++;
                if (link != 0)
                    found.Add(new ScreenLink(tables.Link(link), y, start, column));
            }

            y++;
        }

        return found;
    }

    /// <summary>The parameters that give this style, from nothing.</summary>
    public static string Rendition(CellStyle style)
    {
        var parameters = new List<string> { "0" };
        AddAttributes(parameters, CellStyle.Default, style);
        AddColor(parameters, style.Foreground, 30, 38);
        AddColor(parameters, style.Background, 40, 48);
        AddColor(parameters, style.UnderlineColor, 0, 58);
        return string.Join(';', parameters);
    }

    /// <summary>The row's cells without the blanks at its end that look like nothing.</summary>
    private int ShownLength(Row row)
    {
        var length = row.Cells.Length;
        while (length > 0 && row.Cells[length - 1].Glyph == ' ' && !Shows(tables.Style(row.Cells[length - 1].Style)))
            length--;
        return length;
    }

    /// <summary>Whether a blank of this style looks other than nothing.</summary>
    private static bool Shows(CellStyle style) =>
        !style.Background.IsDefault || style.Underline != UnderlineStyle.None ||
        (style.Attributes & (CellAttributes.Reverse | CellAttributes.Strikethrough | CellAttributes.Overline)) != 0;

    private void AppendChange(CellStyle from, CellStyle to)
    {
        var parameters = new List<string>();
        var removed = (from.Attributes & ~to.Attributes) != 0
            || (from.Underline != to.Underline && from.Underline != UnderlineStyle.None) ||
            (!from.UnderlineColor.IsDefault && to.UnderlineColor.IsDefault);
        if (removed)
        {
            parameters.Add("0");
            from = CellStyle.Default;
        }

        AddAttributes(parameters, from, to);
        Append(parameters);
        AppendColor(from.Foreground, to.Foreground, 30, 38);
        AppendColor(from.Background, to.Background, 40, 48);
        AppendColor(from.UnderlineColor, to.UnderlineColor, 0, 58);
    }

    private static void AddAttributes(List<string> parameters, CellStyle from, CellStyle to)
    {
        if (to.Underline == UnderlineStyle.Straight && from.Underline != UnderlineStyle.Straight)
            parameters.Add("4");
        else if (to.Underline != from.Underline)
            parameters.Add(string.Create(CultureInfo.InvariantCulture, $"4:{(int)to.Underline}"));
        foreach (var (attribute, code) in Codes)
        {
            if ((to.Attributes & ~from.Attributes & attribute) != 0)
                parameters.Add(code);
        }
    }

    private void AppendColor(TerminalColor from, TerminalColor to, int basic, int extended)
    {
        if (from == to)
            return;
        var parameters = new List<string>();
        AddColor(parameters, to, basic, extended);
        if (parameters.Count == 0)
            parameters.Add(Number(basic + 9));
        Append(parameters);
    }

    private static void AddColor(List<string> parameters, TerminalColor color, int basic, int extended)
    {
        switch (color.Kind)
        {
            case ColorKind.Basic:
                parameters.Add(Number(color.Value < 8 ? basic + color.Value : basic + 60 + color.Value - 8));
                break;
            case ColorKind.Indexed:
                parameters.Add($"{Number(extended)};5;{Number(color.Value)}");
                break;
            case ColorKind.Rgb:
                var (red, green, blue) = (color.Value >> 16, (color.Value >> 8) & 0xff, color.Value & 0xff);
                parameters.Add($"{Number(extended)};2;{Number(red)};{Number(green)};{Number(blue)}");
                break;
            default:
                break;
        }
    }

    private void Append(List<string> parameters)
    {
        if (parameters.Count > 0)
            _text.Append("\e[").AppendJoin(';', parameters).Append('m');
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
