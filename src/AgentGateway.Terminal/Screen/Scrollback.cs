namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The lines that left the screen at its top, newest last, within a number of lines and of bytes. Lines are packed; the
/// memory of a line that is dropped serves the next one, so that steady output allocates nothing.
/// </summary>
internal sealed class Scrollback(ScreenLimits limits, StyleTables tables)
{
    private const int Rounding = 32;
    private const int LineOverheadBytes = 48;
    private Line[] _lines = [];
    private byte[] _packing = [];
    private int _first;

    public int Count { get; private set; }

    /// <summary>The memory that the lines take, including the cost of keeping each one.</summary>
    public long Bytes { get; private set; }

    public void Add(Row row)
    {
        if (limits.ScrollbackLinesMax == 0)
            return;
        var most = LineCodec.BytesMax(row.Cells.Length);
        if (_packing.Length < most)
            _packing = new byte[most];
        var length = LineCodec.Encode(row, tables, _packing);
        var full = Count == limits.ScrollbackLinesMax || Bytes + length + LineOverheadBytes > limits.ScrollbackBytesMax;
        var spare = full && Count > 0 ? DropOldest() : [];
        if (spare.Length < length || spare.Length > (2 * length) + Rounding)
            spare = new byte[(length + Rounding - 1) / Rounding * Rounding];
        _packing.AsSpan(0, length).CopyTo(spare);
        Append(new Line(spare, length, row.Used, row.Wrapped));
        while (Bytes > limits.ScrollbackBytesMax && Count > 0)
            DropOldest();
    }

    /// <summary>Reads one line, 0 being the oldest, into a row that is empty and as wide as the line was.</summary>
    public void Read(int index, Row row)
    {
        ref var line = ref At(index);
        LineCodec.Decode(line.Packed.AsSpan(0, line.Length), tables, row);
        row.Used = Math.Min(line.Used, row.Cells.Length);
        row.Wrapped = line.Wrapped;
    }

    public void RemoveNewest()
    {
        Count--;
        ref var line = ref At(Count);
        Bytes -= line.Packed.Length + LineOverheadBytes;
        line = default;
    }

    /// <summary>The row in which the newest line went on has been erased.</summary>
    public void UnwrapNewest()
    {
        if (Count > 0)
            At(Count - 1).Wrapped = false;
    }

    public void Clear()
    {
        _lines = [];
        _first = 0;
        Count = 0;
        Bytes = 0;
    }

    private void Append(Line line)
    {
        if (Count == _lines.Length)
            Grow();
        Count++;
        At(Count - 1) = line;
        Bytes += line.Packed.Length + LineOverheadBytes;
    }

    private byte[] DropOldest()
    {
        ref var line = ref _lines[_first];
        var packed = line.Packed;
        Bytes -= packed.Length + LineOverheadBytes;
        line = default;
        _first = (_first + 1) % _lines.Length;
        Count--;
        return packed;
    }

    private void Grow()
    {
        var larger = new Line[Math.Min(limits.ScrollbackLinesMax, Math.Max(64, 2 * _lines.Length))];
        for (var index = 0; index < Count; index++)
            larger[index] = At(index);
        _lines = larger;
        _first = 0;
    }

    private ref Line At(int index) => ref _lines[(_first + index) % _lines.Length];

    private struct Line(byte[] packed, int length, int used, bool wrapped)
    {
        public readonly byte[] Packed = packed;
        public readonly int Length = length;
        public readonly int Used = used;
        public bool Wrapped = wrapped;
    }
}
