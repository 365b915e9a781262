using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>Characters: where they go, when they wrap, and when they join the one before.</summary>
internal sealed class CharacterPrinter(ScreenBuffer screen, StyleTables tables)
{
    private const int None = -1;
    private const int ZeroWidthJoiner = 0x200d;
    private bool _joinNext;
    private int _last = None;

    /// <summary>Printable ASCII, one or more characters.</summary>
    public void Print(ReadOnlySpan<byte> text)
    {
        _joinNext = false;
        var pen = screen.Pen;
        if (screen.Modes is { AutoWrap: true, Insert: false } && pen.Sets.Current == CharacterSet.Ascii
            && pen.SingleShift is null)
        {
            _last = text[^1];
            PrintRun(text, pen.StyleNumber);
            return;
        }

        foreach (var character in text)
        {
            _last = LineDrawing.Translate(
                pen.SingleShift is { } shift ? pen.Sets.At(shift) : pen.Sets.Current, character);
            pen.SingleShift = null;
            Put(_last, 1);
        }
    }

    /// <summary>One code point from U+0080 up.</summary>
    public void Print(int codePoint)
    {
        var width = CharacterWidth.Of(codePoint);
        // C1 controls in UTF-8 are dropped: programs do not use them, and a terminal that shows the screen would
        // obey them.
        if (width == CharacterWidth.None)
            return;
        screen.Pen.SingleShift = null;
        if (codePoint == ZeroWidthJoiner)
        {
            _joinNext = true;
            return;
        }

        if (_joinNext)
            Join("\u200d");
        if (_joinNext || width == 0)
            Join(new Rune(codePoint).ToString());
        else
        {
            _last = codePoint;
            Put(codePoint, width);
        }

        _joinNext = false;
    }

    /// <summary>
    /// Prints the last character again, up to the end of the row, if nothing but characters came since.
    /// </summary>
    public void Repeat(int count)
    {
        if (_last == None)
            return;
        count = Math.Min(count, screen.Columns - screen.X);
        for (var times = 0; times < count; times++)
            Put(_last, CharacterWidth.Of(_last));
    }

    /// <summary>A control came: there is nothing to repeat any more.</summary>
    public void ForgetLast() => _last = None;

    /// <summary>Plain characters of one column each, as many to a row as fit.</summary>
    private void PrintRun(ReadOnlySpan<byte> text, uint style)
    {
        var columns = screen.Columns;
        while (!text.IsEmpty)
        {
            if (screen.X >= columns)
                screen.Wrap();
            var x = screen.X;
            var row = screen.Row;
            var count = Math.Min(text.Length, columns - x);
            row.Split(x);
            row.Split(x + count);
            var cells = row.Cells.AsSpan(x, count);
            for (var index = 0; index < cells.Length; index++)
                cells[index] = new Cell(text[index], style);
            x += count;
            screen.X = x;
            if (x > row.Used)
                row.Used = x;
            text = text[count..];
        }
    }

    private void Put(int codePoint, int width)
    {
        var columns = screen.Columns;
        var wraps = screen.Modes.AutoWrap;
        if (!wraps && width > 1 && (width > columns || (screen.X != columns && screen.X > columns - width)))
            return;
        // The order is tmux's: a character that wraps makes room at the end of the row that it leaves.
        if (screen.Modes.Insert && screen.X < columns)
            screen.Row.Insert(screen.X, Math.Min(width, columns - screen.X), Cell.Blank(0));
        if (wraps && screen.X > columns - width)
            screen.Wrap();
        var x = screen.X;
        if (x > columns - width)
            return;
        var row = screen.Row;
        var style = screen.Pen.StyleNumber;
        row.Split(x);
        row.Split(x + width);
        row.Cells[x] = new Cell((uint)codePoint | (width > 1 ? Cell.Wide : 0), style);
        if (width > 1)
            row.Cells[x + 1] = new Cell(Cell.Tail, style);
        row.Used = Math.Max(row.Used, x + width);
        var last = wraps ? 0 : 1;
        screen.X = x <= columns - last - width ? x + width : columns - last;
    }

    /// <summary>
    /// Adds to the character left of the cursor. At the beginning of a row there is none, and nothing is shown.
    /// </summary>
    private void Join(string more)
    {
        if (screen.X == 0)
            return;
        var row = screen.Row;
        var column = row.Cells[screen.X - 1].IsTail && screen.X > 1 ? screen.X - 2 : screen.X - 1;
        if (tables.Join(row.Cells[column], more) is not { } joined)
            return;
        row.Cells[column] = joined;
        row.Used = Math.Max(row.Used, column + 1);
    }
}
