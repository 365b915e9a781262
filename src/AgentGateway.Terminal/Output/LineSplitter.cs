using System.Text;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Makes searchable lines of raw output: plain, redacted, bounded. Pure; one for each session. A line that is not
/// finished is given out by <see cref="Flush"/>, which is called when the terminal has been quiet.
/// </summary>
/// <param name="stream">Where the lines come from. Each line of <see cref="OutputStream.Errors"/> counts as an error.</param>
public sealed class LineSplitter(SecretRedactor redactor, OutputStream stream = OutputStream.Terminal)
{
    /// <summary>A longer line is given out in pieces.</summary>
    public const int LineCharactersMax = 4096;

    /// <summary>
    /// Stands for a character of a secret value until its line is given out. A private character of Unicode that
    /// programs print counts as one, too.
    /// </summary>
    private const char Hidden = '\uF8FE';

    /// <summary>So much text at most waits for the rest of a value that may have begun in it.</summary>
    private const int HeldCharactersMax = 4 * LineCharactersMax;

    private readonly TextStripper _stripper = new();
    private readonly StrippedText _text = new();
    private DateTimeOffset _lastAt;

    /// <summary>Adds the lines that <paramref name="bytes"/> complete to <paramref name="lines"/>.</summary>
    /// <param name="offset">Of the first of the bytes.</param>
    public void Feed(ReadOnlySpan<byte> bytes, long offset, DateTimeOffset at, List<OutputLine> lines)
    {
        _lastAt = at;
        _stripper.Feed(bytes, offset, _text);
        Cut(isAll: false, lines);
    }

    /// <summary>Where the line begins that is not finished; null where there is none.</summary>
    public long? OpenOffset => _text.Length == 0 ? null : _text.OffsetOf(0);

    /// <summary>Ends an unfinished line where it is.</summary>
    public void Flush(List<OutputLine> lines) => Cut(isAll: true, lines);

    private void Cut(bool isAll, List<OutputLine> lines)
    {
        var values = redactor.Values;
        // Lines in which a value may have begun wait for what follows.
        var ready = isAll || _text.Length > HeldCharactersMax ? _text.Length : values.BegunAt(_text.Characters);
        if (values.MayBeIn(_text.Characters)) values.Mask(_text.Writable, Hidden, isOpen: ready == _text.Length);
        var from = 0;
        while (true)
        {
            var rest = _text.Characters[from..];
            var end = rest.IndexOf('\n');
            if (end < 0 && (isAll ? rest.Length == 0 : rest.Length < LineCharactersMax)) break;
            var length = Math.Min(end < 0 ? rest.Length : end, LineCharactersMax);
            // A pair of surrogates is not torn apart.
            if (length == LineCharactersMax && length < rest.Length && char.IsLowSurrogate(rest[length])) length--;
            if (from + length > ready) break;
            Add(rest[..length], from, lines);
            from += length + (length == end ? 1 : 0);
        }

        if (from > 0) _text.KeepLast(_text.Length - from);
    }

    private void Add(ReadOnlySpan<char> line, int at, List<OutputLine> lines)
    {
        var text = line.TrimEnd();
        if (text.IsEmpty) return;
        var redacted = redactor.RedactTokens(Shown(text));
        lines.Add(
            new OutputLine(
                _text.OffsetOf(at),
                _lastAt,
                stream,
                stream == OutputStream.Errors ? LineSeverity.Error : SeverityGuess.Of(redacted),
                redacted));
    }

    private static string Shown(ReadOnlySpan<char> text)
    {
        if (!text.Contains(Hidden)) return text.ToString();
        var shown = new StringBuilder(text.Length);
        while (text.IndexOf(Hidden) is >= 0 and var at)
        {
            shown.Append(text[..at]).Append(SecretMatcher.Replacement);
            text = text[at..].TrimStart(Hidden);
        }

        return shown.Append(text).ToString();
    }
}
