namespace AgentGateway.Terminal.Screen;

/// <summary>
/// How a colour was named. A program may rely on the difference: palettes change, and bold may brighten a basic colour.
/// </summary>
public enum ColorKind : byte
{
    Default,
    Basic,
    Indexed,
    Rgb,
}

/// <summary>
/// A colour as the program named it, packed in 32 bits: the default, one of 16, one of 256, or red, green and blue.
/// </summary>
public readonly record struct TerminalColor
{
    private const int KindShift = 24;
    private readonly uint _packed;

    private TerminalColor(ColorKind kind, uint value) => _packed = ((uint)kind << KindShift) | value;

    public static TerminalColor Default => default;

    public ColorKind Kind => (ColorKind)(_packed >> KindShift);

    /// <summary>0 to 15 for a basic colour, 0 to 255 for an indexed one, 0xRRGGBB for true colour.</summary>
    public int Value => (int)(_packed & 0xffffff);

    public bool IsDefault => _packed == 0;

    public static TerminalColor Basic(int index) => new(ColorKind.Basic, (uint)index & 0xf);

    public static TerminalColor Indexed(int index) => new(ColorKind.Indexed, (uint)index & 0xff);

    public static TerminalColor Rgb(int red, int green, int blue) =>
        new(ColorKind.Rgb, (((uint)red & 0xff) << 16) | (((uint)green & 0xff) << 8) | ((uint)blue & 0xff));

    /// <summary>The packed form, for storing; <see cref="Unpack"/> reads it.</summary>
    internal uint Pack() => _packed;

    internal static TerminalColor Unpack(uint packed) => new((ColorKind)(packed >> KindShift), packed & 0xffffff);
}
