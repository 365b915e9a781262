namespace AgentGateway.Terminal.Output;

/// <summary>
/// A text with the escapes of addresses and forms (<c>%20</c>) decoded, and where each byte stood. Encoders differ in what
/// they escape and how, so that an encoded value has many spellings; decoded, all of them are one. Pure.
/// </summary>
internal sealed class PercentText
{
    private const byte Escape = (byte)'%';

    private readonly byte[] _bytes;
    private readonly int[] _from;
    private readonly int[] _to;
    private int _length;

    private PercentText(int bytesMax) =>
        (_bytes, _from, _to) = (new byte[bytesMax], new int[bytesMax], new int[bytesMax]);

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public static bool IsIn(ReadOnlySpan<byte> text) => text.Contains(Escape);

    public static bool IsIn(ReadOnlySpan<char> text) => text.Contains((char)Escape);

    /// <param name="text">Significant text (<see cref="SignificantText"/>). What is not significant stays away decoded.</param>
    /// <param name="isForm">Whether a plus is a space, as in forms.</param>
    public static PercentText Of(ReadOnlySpan<byte> text, bool isForm)
    {
        var decoded = new PercentText(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var length = 1;
            var value = text[at];
            if (value == Escape && at + 2 < text.Length && Value(text.Slice(at + 1, 2)) is { } escaped)
                (value, length) = (escaped, 3);
            else if (isForm && value == '+')
                value = (byte)' ';
            // The end of the text may have cut an escape.
            else if (value == Escape && at + 2 >= text.Length)
                break;
            if (SignificantText.IsVisible(value)) decoded.Add(value, at, at + length);
            at += length - 1;
        }

        return decoded;
    }

    /// <summary>Where the byte of that index began in the text.</summary>
    public int From(int index) => _from[index];

    /// <summary>Where the byte of that index ended in the text.</summary>
    public int To(int index) => _to[index];

    private void Add(byte value, int from, int to) =>
        (_bytes[_length], _from[_length], _to[_length++]) = (value, from, to);

    private static byte? Value(ReadOnlySpan<byte> digits) =>
        char.IsAsciiHexDigit((char)digits[0]) && char.IsAsciiHexDigit((char)digits[1])
            ? Convert.FromHexString([(char)digits[0], (char)digits[1]])[0]
            : null;
}
