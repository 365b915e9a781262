namespace AgentGateway.Terminal.Screen;

[Flags]
public enum CellAttributes : ushort
{
    None = 0,
    Bold = 1,
    Dim = 1 << 1,
    Italic = 1 << 2,
    Blink = 1 << 3,
    Reverse = 1 << 4,
    Hidden = 1 << 5,
    Strikethrough = 1 << 6,
    Overline = 1 << 7,
}

public enum UnderlineStyle : byte
{
    None,
    Straight,
    Doubled,
    Curly,
    Dotted,
    Dashed,
}

/// <summary>How a cell looks. Screens keep each distinct style once and refer to it by number.</summary>
public readonly record struct CellStyle
{
    public static CellStyle Default => default;

    public TerminalColor Foreground { get; init; }

    public TerminalColor Background { get; init; }

    public TerminalColor UnderlineColor { get; init; }

    public CellAttributes Attributes { get; init; }

    public UnderlineStyle Underline { get; init; }

    /// <summary>The number of the hyperlink in its screen's table; 0 is none.</summary>
    internal ushort Link { get; init; }
}
