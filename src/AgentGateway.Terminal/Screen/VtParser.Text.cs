using System.Buffers;

namespace AgentGateway.Terminal.Screen;

/// <summary>The parts that see most bytes: text in the ground state, and the content of strings.</summary>
internal sealed partial class VtParser
{
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create(Ends());
    private int _codePoint;
    private int _codePointBytesLeft;
    private int _codePointLeast;
    private bool _codePointBroken;

    /// <summary>Handles a run of text, or one control, and says how many bytes that was.</summary>
    private int Ground(ReadOnlySpan<byte> input)
    {
        var first = input[0];
        if (first >= 0x80)
        {
            AddUtf8(first);
            return 1;
        }

        // Whatever was begun cannot be well-formed any more; a terminal shows nothing for it.
        _codePointBytesLeft = 0;
        if (first is >= 0x20 and < Delete)
        {
            var length = input.IndexOfAnyExceptInRange((byte)0x20, (byte)(Delete - 1));
            if (length < 0)
                length = input.Length;
            sink.PrintAscii(input[..length]);
            return length;
        }

        if (first == EscapeByte)
            Enter(State.Escape);
        else if (first is not (Delete or Cancel or Substitute))
            sink.Execute(first);
        return 1;
    }

    /// <summary>
    /// Collects as many bytes as the first one announces, and only then looks whether they were right, which is what tmux does
    /// as well: how much of a malformed text vanishes is the same in both.
    /// </summary>
    private void AddUtf8(byte value)
    {
        if (_codePointBytesLeft == 0)
        {
            (_codePointBytesLeft, _codePointLeast, _codePoint) = value switch
            {
                >= 0xc2 and <= 0xdf => (1, 0x80, value & 0x1f),
                >= 0xe0 and <= 0xef => (2, 0x800, value & 0x0f),
                >= 0xf0 and <= 0xf4 => (3, 0x10000, value & 0x07),
                _ => (0, 0, 0),
            };
            _codePointBroken = false;
            return;
        }

        _codePointBroken |= (value & 0xc0) != 0x80;
        _codePoint = (_codePoint << 6) | (value & 0x3f);
        if (--_codePointBytesLeft == 0 && !_codePointBroken && _codePoint >= _codePointLeast && IsScalar(_codePoint))
            sink.Print(_codePoint);
    }

    private static bool IsScalar(int codePoint) => codePoint is < 0xd800 or (> 0xdfff and <= 0x10ffff);

    /// <summary>Keeps the content of a string up to a control, and says how many bytes were read.</summary>
    private int CollectString(ReadOnlySpan<byte> input)
    {
        var length = input.IndexOfAny(StringEnds);
        if (length < 0)
            length = input.Length;
        if (_state != State.IgnoredString)
        {
            var kept = Math.Min(length, Math.Max(0, StringBytesMax - _stringLength));
            input[..kept].CopyTo(_string.AsSpan(Math.Min(_stringLength, StringBytesMax)));
            // One more than the limit says that the string was too long, however much longer.
            _stringLength = kept < length ? StringBytesMax + 1 : _stringLength + length;
        }

        return length;
    }

    private void EndSystemCommand()
    {
        if (_stringLength <= StringBytesMax)
            sink.OperatingSystemCommand(_string.AsSpan(0, _stringLength));
    }

    private static byte[] Ends()
    {
        var controls = new byte[0x20];
        for (var control = 0; control < controls.Length; control++)
            controls[control] = (byte)control;
        return controls;
    }
}
