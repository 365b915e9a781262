using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>Characters: where they go, when they wrap, and when they join the one before.</summary>
public sealed partial class TerminalScreen
{
    private const int ZeroWidthJoiner = 0x200d;
    private CellStyle _style;
    private Cell _pen;
    private Cell _blank;
    private bool _penIsStale = true;
    private CharacterSets _sets;
    private int? _singleShift;
    private bool _joinNext;
    private int _last = -1;

    void IVtSink.PrintAscii(ReadOnlySpan<byte> text)
    {
        _joinNext = false;
        RefreshPen();
        if (Modes.AutoWrap && !Modes.Insert && _sets.Current == CharacterSet.Ascii && _singleShift is null)
        {
            _last = text[^1];
            PrintRun(text);
            return;
        }

        foreach (var character in text)
        {
            _last = LineDrawing.Translate(_singleShift is { } shift ? _sets.At(shift) : _sets.Current, character);
            _singleShift = null;
            Put(_last, 1);
        }
    }

    void IVtSink.Print(int codePoint)
    {
        var width = CharacterWidth.Of(codePoint);
        // C1 controls may come as UTF-8; nobody means them, and whoever shows the screen must not be made to obey them.
        if (width == CharacterWidth.None)
            return;
        RefreshPen();
        _singleShift = null;
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

    /// <summary>Plain characters of one column each, as many to a row as fit.</summary>
    private void PrintRun(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (_x >= Columns)
                Wrap();
            var row = _grid[_y];
            var count = Math.Min(text.Length, Columns - _x);
            row.Split(_x);
            row.Split(_x + count);
            var cells = row.Cells.AsSpan(_x, count);
            var style = _pen.Style;
            for (var index = 0; index < cells.Length; index++)
                cells[index] = new Cell(text[index], style);
            _x += count;
            if (_x > row.Used)
                row.Used = _x;
            text = text[count..];
        }
    }

    private void Put(int codePoint, int width)
    {
        if (!Modes.AutoWrap && width > 1 && (width > Columns || (_x != Columns && _x > Columns - width)))
            return;
        // The order is tmux's: a character that wraps makes room at the end of the row that it leaves.
        if (Modes.Insert && _x < Columns)
            _grid[_y].Insert(_x, Math.Min(width, Columns - _x), Cell.Blank(0));
        if (Modes.AutoWrap && _x > Columns - width)
            Wrap();
        if (_x > Columns - width)
            return;
        var row = _grid[_y];
        row.Split(_x);
        row.Split(_x + width);
        row.Cells[_x] = new Cell((uint)codePoint | (width > 1 ? Cell.Wide : 0), _pen.Style);
        if (width > 1)
            row.Cells[_x + 1] = new Cell(Cell.Tail, _pen.Style);
        row.Used = Math.Max(row.Used, _x + width);
        var last = Modes.AutoWrap ? 0 : 1;
        _x = _x <= Columns - last - width ? _x + width : Columns - last;
    }

    /// <summary>Adds to the character left of the cursor. At the beginning of a row there is none, and nothing is shown.</summary>
    private void Join(string more)
    {
        if (_x == 0)
            return;
        var cells = _grid[_y].Cells;
        var column = cells[_x - 1].IsTail && _x > 1 ? _x - 2 : _x - 1;
        if (_tables.Join(cells[column], more) is not { } joined)
            return;
        cells[column] = joined;
        _grid[_y].Used = Math.Max(_grid[_y].Used, column + 1);
    }

    private void Repeat(int count)
    {
        if (_last < 0)
            return;
        RefreshPen();
        count = Math.Min(count, Columns - _x);
        for (var times = 0; times < count; times++)
            Put(_last, CharacterWidth.Of(_last));
    }

    private void Wrap()
    {
        LineFeed(wrapped: true, Cell.Blank(0));
        _x = 0;
    }

    private void LineFeed(bool wrapped, Cell blank)
    {
        if (wrapped)
            _grid[_y].Wrapped = true;
        if (_y == _bottom)
            _grid.ScrollUp(_top, _bottom, blank);
        else if (_y < Rows - 1)
            _y++;
    }

    /// <summary>The blank that erasing leaves: only the background colour counts.</summary>
    private Cell Blank()
    {
        RefreshPen();
        return _blank;
    }

    private void RefreshPen()
    {
        if (!_penIsStale)
            return;
        _penIsStale = false;
        _pen = Cell.Blank(_tables.Intern(_style));
        _blank = Cell.Blank(_tables.Intern(new CellStyle { Background = _style.Background }));
    }
}
