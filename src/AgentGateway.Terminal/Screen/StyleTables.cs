using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The styles, clusters of several code points, and hyperlinks that cells refer to by number. The tables only grow
/// while output comes in; <see cref="Collect"/> removes entries that no cell uses.
/// </summary>
internal sealed class StyleTables
{
    /// <summary>As many bytes of UTF-8 as tmux keeps in one cell.</summary>
    public const int ClusterBytesMax = 21;

    private const int EntriesBeforeCollecting = 4096;
    private const int LinksMax = 4096;
    private const int LinkLengthMax = 2083;
    private Interner<CellStyle> _styles = new(CellStyle.Default);
    private Interner<string> _clusters = new("");
    private Interner<string> _links = new("");
    private int _collectAt = EntriesBeforeCollecting;

    public int Count => _styles.Count + _clusters.Count + _links.Count;

    public bool IsFull => Count > _collectAt;

    public CellStyle Style(uint number) => _styles[number];

    public uint Intern(CellStyle style) => style == CellStyle.Default ? 0 : _styles.Intern(style);

    public string Link(ushort number) => _links[number];

    /// <summary>The number of a hyperlink, or 0 where it is too long or there are too many already.</summary>
    public ushort InternLink(string link) =>
        link.Length <= LinkLengthMax && _links.Count <= LinksMax ? (ushort)_links.Intern(link) : (ushort)0;

    /// <summary>Writes the characters of a cell; nothing for a tail.</summary>
    public void AppendText(StringBuilder text, Cell cell)
    {
        if (cell.IsTail)
            return;
        if (cell.IsCluster)
            text.Append(_clusters[cell.Value]);
        else if (cell.Value < 0x10000)
            text.Append((char)cell.Value);
        else
            text.Append(new Rune((int)cell.Value).ToString());
    }

    public string Text(Cell cell) => cell.IsCluster ? _clusters[cell.Value] : new Rune((int)cell.Value).ToString();

    public Cell Cluster(string text, bool wide, uint style) =>
        new(Cell.Cluster | (wide ? Cell.Wide : 0) | _clusters.Intern(text), style);

    /// <summary>The cell with one more code point in it, or nothing where it is full.</summary>
    public Cell? Join(Cell cell, string more)
    {
        var text = Text(cell) + more;
        return Encoding.UTF8.GetByteCount(text) > ClusterBytesMax ? null : Cluster(text, cell.IsWide, cell.Style);
    }

    /// <summary>Renumbers the entries that the rows use, and answers the current style with its new numbers.</summary>
    public CellStyle Collect(IEnumerable<Row> rows, CellStyle current)
    {
        var (styles, clusters, links) = (_styles, _clusters, _links);
        _styles = new(CellStyle.Default);
        _clusters = new("");
        _links = new("");
        var styleNumbers = new uint[styles.Count];
        foreach (var row in rows)
        {
            var cells = row.Cells;
            for (var column = 0; column < cells.Length; column++)
            {
                var cell = cells[column];
                if (cell.Style == 0 && !cell.IsCluster)
                    continue;
                if (cell.Style != 0 && styleNumbers[cell.Style] == 0)
                    styleNumbers[cell.Style] = _styles.Intern(Moved(styles[cell.Style], links));
                var glyph = cell.IsCluster
                    ? (cell.Glyph & (Cell.Cluster | Cell.Wide)) | _clusters.Intern(clusters[cell.Value])
                    : cell.Glyph;
                cells[column] = new Cell(glyph, styleNumbers[cell.Style]);
            }
        }

        var moved = Moved(current, links);
        _collectAt = Math.Max(EntriesBeforeCollecting, 2 * Count);
        return moved;
    }

    private CellStyle Moved(CellStyle style, Interner<string> links) =>
        style.Link == 0 ? style : style with { Link = (ushort)_links.Intern(links[style.Link]) };
}
