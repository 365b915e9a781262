using System.Buffers.Binary;
using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Packs a row into bytes for the scrollback, and back: its text as UTF-8, with a mark wherever the style changes or a
/// cell holds several code points. A line of plain text takes little more than its text. Hyperlinks are not kept.
/// </summary>
/// <remarks>The marks are bytes that UTF-8 never uses, so text needs no escaping.</remarks>
internal static class LineCodec
{
    private const byte StyleMark = 0xfd;
    private const byte PlainMark = 0xfe;
    private const byte ClusterMark = 0xff;
    private const int StyleBytes = 1 + (3 * sizeof(uint)) + sizeof(ushort) + 1;

    /// <summary>The most bytes that a row of so many columns can need.</summary>
    public static int BytesMax(int columns) => columns * (StyleBytes + 2 + StyleTables.ClusterBytesMax);

    /// <summary>
    /// Packs the row, without blanks of the default style at its end, and says how many bytes that took.
    /// </summary>
    public static int Encode(Row row, StyleTables tables, Span<byte> target)
    {
        var cells = row.Cells.AsSpan(0, LengthToKeep(row));
        int at = 0;
        uint style = 0;
        foreach (var cell in cells)
        {
            if (cell.IsTail)
                continue;
            if (cell.Style != style)
            {
                style = cell.Style;
                at += WriteStyle(tables.Style(style), target[at..]);
            }

            if (cell.Glyph < 0x80)
                target[at++] = (byte)cell.Glyph;
            else if (cell.IsCluster)
            {
                var length = Encoding.UTF8.GetBytes(tables.Text(cell), target[(at + 2)..]);
                target[at] = ClusterMark;
                target[at + 1] = (byte)length;
                at += 2 + length;
            }
            else
                at += new Rune((int)cell.Value).EncodeToUtf8(target[at..]);
        }

        return at;
    }

    /// <summary>Unpacks what <see cref="Encode"/> packed into a row that is wide enough and empty.</summary>
    public static void Decode(ReadOnlySpan<byte> packed, StyleTables tables, Row row)
    {
        int column = 0;
        uint style = 0;
        while (!packed.IsEmpty && column < row.Cells.Length)
        {
            switch (packed[0])
            {
                case PlainMark:
                    style = 0;
                    packed = packed[1..];
                    break;
                case StyleMark:
                    style = tables.Intern(ReadStyle(packed));
                    packed = packed[StyleBytes..];
                    break;
                case ClusterMark:
                    var text = Encoding.UTF8.GetString(packed.Slice(2, packed[1]));
                    packed = packed[(2 + packed[1])..];
                    column = Put(row, column, Rune.GetRuneAt(text, 0).Value, style, text, tables);
                    break;
                default:
                    _ = Rune.DecodeFromUtf8(packed, out var rune, out var length);
                    packed = packed[length..];
                    column = Put(row, column, rune.Value, style, null, tables);
                    break;
            }
        }
    }

    private static int Put(Row row, int column, int codePoint, uint style, string? cluster, StyleTables tables)
    {
        var wide = CharacterWidth.Of(codePoint) == 2 && column + 1 < row.Cells.Length;
        row.Cells[column] = cluster is null
            ? new Cell((uint)codePoint | (wide ? Cell.Wide : 0), style)
            : tables.Cluster(cluster, wide, style);
        if (wide)
            row.Cells[++column] = new Cell(Cell.Tail, style);
        return column + 1;
    }

    private static int LengthToKeep(Row row)
    {
        var cells = row.Cells;
        var length = cells.Length;
        while (length > row.Used && cells[length - 1] is { Glyph: ' ', Style: 0 })
            length--;
        return length;
    }

    private static int WriteStyle(CellStyle style, Span<byte> target)
    {
        if (style with { Link = 0 } == CellStyle.Default)
        {
            target[0] = PlainMark;
            return 1;
        }

        target[0] = StyleMark;
        BinaryPrimitives.WriteUInt32LittleEndian(target[1..], style.Foreground.Pack());
        BinaryPrimitives.WriteUInt32LittleEndian(target[5..], style.Background.Pack());
        BinaryPrimitives.WriteUInt32LittleEndian(target[9..], style.UnderlineColor.Pack());
        BinaryPrimitives.WriteUInt16LittleEndian(target[13..], (ushort)style.Attributes);
        target[15] = (byte)style.Underline;
        return StyleBytes;
    }

    private static CellStyle ReadStyle(ReadOnlySpan<byte> packed) => new()
    {
        Foreground = TerminalColor.Unpack(BinaryPrimitives.ReadUInt32LittleEndian(packed[1..])),
        Background = TerminalColor.Unpack(BinaryPrimitives.ReadUInt32LittleEndian(packed[5..])),
        UnderlineColor = TerminalColor.Unpack(BinaryPrimitives.ReadUInt32LittleEndian(packed[9..])),
        Attributes = (CellAttributes)BinaryPrimitives.ReadUInt16LittleEndian(packed[13..]),
        Underline = (UnderlineStyle)packed[15],
    };
}
