using AgentGateway.Terminal.Output;

namespace AgentGateway.Cli;

/// <summary>
/// Plain text of a terminal's output that comes in pieces, which may end within a character or a control sequence.
/// </summary>
internal sealed class OutputText
{
    private readonly TextStripper _stripper = new();
    private readonly StrippedText _text = new();

    /// <summary>The text that these bytes add.</summary>
    /// <param name="offset">Of the first of them.</param>
    public string Of(ReadOnlySpan<byte> bytes, long offset)
    {
        _text.Clear();
        _stripper.Feed(bytes, offset, _text);
        return new(_text.Characters);
    }
}
