namespace AgentGateway.Terminal.Output;

/// <summary>Looks for a pattern in the plain text of output as it comes. Pure.</summary>
internal sealed class PatternWatch(OutputPattern pattern)
{
    /// <summary>How much of the text is kept for a match that lies across two pieces.</summary>
    private const int CarryCharactersMax = 8_192;

    private readonly TextStripper _stripper = new();
    private readonly StrippedText _text = new();

    /// <summary>The matched text and the offset of its first byte, or null.</summary>
    public (string Text, long Offset)? Feed(ReadOnlySpan<byte> bytes, long offset)
    {
        _stripper.Feed(bytes, offset, _text);
        var found = pattern.Find(_text.Characters);
        if (found is { } match) return (_text.Characters[match.From..match.To].ToString(), _text.OffsetOf(match.From));
        _text.KeepLast(Math.Min(_text.Length, CarryCharactersMax));
        return null;
    }
}
