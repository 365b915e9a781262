using System.Buffers;
using System.Text;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// The bytes of a text that make it what it is, and where each of them stands: without white space, controls and
/// control sequences, because a terminal may put any of them into the middle of a value. The text of a control string,
/// such as a title, counts. Disposed after use.
/// </summary>
internal ref struct SignificantText : IDisposable
{
    private readonly byte[] _bytes;
    private readonly int[] _at;
    private int _length;
    private State _state;

    private SignificantText(int bytesMax)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(bytesMax);
        _at = ArrayPool<int>.Shared.Rent(bytesMax);
    }

    private enum State
    {
        Text,
        Escape,
        EscapeIntermediate,
        Csi,
    }

    public readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The index of each byte in the text; of a character of several bytes, that of the character.</summary>
    public readonly ReadOnlySpan<int> At => _at.AsSpan(0, _length);

    /// <summary>Whether a byte outside of control sequences is neither white space nor a control.</summary>
    public static bool IsVisible(byte value) => value is > 0x20 and not 0x7F;

    public static SignificantText Of(ReadOnlySpan<byte> text)
    {
        var found = new SignificantText(text.Length);
        for (var at = 0; at < text.Length; at++)
            if (found.IsSignificant(text[at])) found.Add(text[at], at);
        return found;
    }

    public static SignificantText Of(ReadOnlySpan<char> text)
    {
        var found = new SignificantText(Encoding.UTF8.GetMaxByteCount(text.Length));
        Span<byte> encoded = stackalloc byte[4];
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < 0x80)
            {
                if (found.IsSignificant((byte)text[at])) found.Add((byte)text[at], at);
                continue;
            }

            Rune.DecodeFromUtf16(text[at..], out var rune, out var characters);
            foreach (var value in encoded[..rune.EncodeToUtf8(encoded)]) found.Add(value, at);
            at += characters - 1;
        }

        return found;
    }

    public readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<int>.Shared.Return(_at);
    }

    private void Add(byte value, int at) => (_bytes[_length], _at[_length++]) = (value, at);

    private bool IsSignificant(byte value)
    {
        if (value == 0x1B)
        {
            _state = State.Escape;
            return false;
        }

        switch (_state)
        {
            case State.Text:
                return IsVisible(value);
            case State.Escape:
                _state = value switch
                {
                    (byte)'[' => State.Csi,
                    >= 0x20 and < 0x30 => State.EscapeIntermediate,
                    _ => State.Text,
                };
                return false;
            case State.EscapeIntermediate:
                if (value is < 0x20 or >= 0x30) _state = State.Text;
                return false;
            default:
                if (value is >= 0x40 and <= 0x7E or 0x18 or 0x1A) _state = State.Text;
                return false;
        }
    }
}
