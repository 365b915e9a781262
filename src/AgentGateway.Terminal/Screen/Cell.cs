namespace AgentGateway.Terminal.Screen;

/// <summary>
/// One column of one row in eight bytes: a code point, or the number of a cluster of several, and the number of a
/// style. A wide character takes two cells: its head, and a tail that holds nothing.
/// </summary>
internal readonly struct Cell(uint glyph, uint style)
{
    public const uint Wide = 1u << 29;
    public const uint Tail = 1u << 30;
    public const uint Cluster = 1u << 31;
    private const uint ValueMask = (1u << 24) - 1;

    public readonly uint Glyph = glyph;
    public readonly uint Style = style;

    /// <summary>The code point, or the cluster's number.</summary>
    public uint Value => Glyph & ValueMask;

    public bool IsTail => (Glyph & Tail) != 0;

    public bool IsWide => (Glyph & Wide) != 0;

    public bool IsCluster => (Glyph & Cluster) != 0;

    public static Cell Blank(uint style) => new(' ', style);
}
