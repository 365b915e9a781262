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
    public string Of(ReadOnlySpan<byte> bytes)
    {
        _text.Clear();
        _stripper.Feed(bytes, 0, _text);
        return new(_text.Characters);
    }
}
