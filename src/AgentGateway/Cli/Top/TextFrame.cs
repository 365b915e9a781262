using System.Buffers;
using System.Globalization;
using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Cli.Top;

/// <summary>A whole screen, cell by cell. Text that does not fit is cut.</summary>
internal sealed class TextFrame
{
    private readonly Cell[] _cells;

    public TextFrame(int columns, int rows)
    {
        (Columns, Rows) = (columns, rows);
        _cells = new Cell[columns * rows];
        Array.Fill(_cells, new Cell(" ", FrameStyle.Plain));
    }

    /// <param name="Text">A character with what joins it; empty for the second half of a wide one.</param>
    internal readonly record struct Cell(string Text, FrameStyle Style);

    public int Columns { get; }

    public int Rows { get; }

    public Cell this[int column, int row] => _cells[row * Columns + column];

    /// <summary>Puts text there, at most <paramref name="width"/> cells of it.</summary>
    /// <returns>How many cells it took.</returns>
    public int Put(int column, int row, string text, FrameStyle style, int width)
    {
        if (row < 0 || row >= Rows) return 0;
        var end = Math.Min(Columns, column + width);
        var at = column;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            var cells = CellsOf(element);
            if (cells == 0) continue;
            if (at + cells > end) break;
            _cells[row * Columns + at] = new(element, style);
            if (cells == 2) _cells[row * Columns + at + 1] = new("", style);
            at += cells;
        }

        return at - column;
    }

    /// <summary>Puts text there, and blanks of the same style behind it.</summary>
    public void Fill(int column, int row, string text, FrameStyle style, int width)
    {
        var taken = Put(column, row, text, style, width);
        Put(column + taken, row, new(' ', Math.Max(0, width - taken)), style, width - taken);
    }

    /// <summary>The text alone, a line per row, for those who only read.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var row = 0; row < Rows; row++)
        {
            var cells = _cells.AsSpan(row * Columns, Columns).ToArray();
            text.Append(string.Concat(cells.Select(cell => cell.Text)).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Cells that the text takes where there is room for it.</summary>
    public static int Width(string text)
    {
        var cells = 0;
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            cells += CellsOf(elements.GetTextElement());
        return cells;
    }

    /// <summary>0 for what cannot be shown.</summary>
    private static int CellsOf(string element) =>
        Rune.DecodeFromUtf16(element, out var rune, out _) == OperationStatus.Done && !Rune.IsControl(rune)
            && CharacterWidth.Of(rune.Value) is var cells and not CharacterWidth.None ? cells : 0;
}
