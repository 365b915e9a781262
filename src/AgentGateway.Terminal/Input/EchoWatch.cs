using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Input;

/// <summary>
/// Looks for what was sent in the output that follows. Programs wrap and redraw what they echo, so white space does not
/// count, and the beginning is enough. Where nothing readable was sent, any output counts as the echo. Pure.
/// </summary>
internal sealed class EchoWatch(string sent)
{
    private const int CharactersMax = 24;

    private readonly string _wanted = Squeeze(sent, CharactersMax);
    private readonly TextStripper _stripper = new();
    private readonly StrippedText _text = new();
    private readonly StringBuilder _seen = new();

    /// <summary>Whether it has been seen by now.</summary>
    public bool Feed(ReadOnlySpan<byte> bytes, long offset)
    {
        if (_wanted.Length == 0) return bytes.Length > 0;
        _stripper.Feed(bytes, offset, _text);
        _seen.Append(Squeeze(_text.Characters, int.MaxValue));
        _text.Clear();
        var found = _seen.ToString().Contains(_wanted, StringComparison.Ordinal);
        if (_seen.Length > _wanted.Length) _seen.Remove(0, _seen.Length - _wanted.Length);
        return found;
    }

    private static string Squeeze(ReadOnlySpan<char> text, int charactersMax)
    {
        var kept = new StringBuilder();
        foreach (var character in text)
        {
            if (kept.Length == charactersMax) break;
            if (!char.IsWhiteSpace(character) && !char.IsControl(character)) kept.Append(character);
        }

        return kept.ToString();
    }
}
