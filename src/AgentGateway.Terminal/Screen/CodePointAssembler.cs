namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Makes code points of UTF-8, a byte at a time. It collects as many bytes as the first one announces, and only then
/// looks whether they were right, which is what tmux does as well: how much of a malformed text vanishes is the same in
/// both.
/// </summary>
internal struct CodePointAssembler
{
    /// <summary>No code point is complete, or the one that is has no meaning.</summary>
    public const int None = -1;

    private int _codePoint;
    private int _bytesLeft;
    private int _least;
    private bool _isBroken;

    /// <summary>Drops a character that cannot become well-formed any more. A terminal shows nothing for it.</summary>
    public void Drop() => _bytesLeft = 0;

    /// <summary>
    /// Takes a byte from 0x80 up, and answers the code point that it completes, or <see cref="None"/>.
    /// </summary>
    public int Add(byte value)
    {
        if (_bytesLeft == 0)
        {
            (_bytesLeft, _least, _codePoint) = value switch
            {
                >= 0xc2 and <= 0xdf => (1, 0x80, value & 0x1f),
                >= 0xe0 and <= 0xef => (2, 0x800, value & 0x0f),
                >= 0xf0 and <= 0xf4 => (3, 0x10000, value & 0x07),
                _ => (0, 0, 0),
            };
            _isBroken = false;
            return None;
        }

        _isBroken |= (value & 0xc0) != 0x80;
        _codePoint = (_codePoint << 6) | (value & 0x3f);
        return --_bytesLeft == 0 && !_isBroken && _codePoint >= _least && IsScalar(_codePoint) ? _codePoint : None;
    }

    private static bool IsScalar(int codePoint) => codePoint is < 0xd800 or (> 0xdfff and <= 0x10ffff);
}
