using System.Globalization;
using System.Text;

namespace AgentGateway.Bridge;

/// <summary>
/// Finds id and method of the messages in one line without building anything for the rest. It does not judge: what is
/// not well-formed yields no envelope, is passed on as it came, and the daemon answers for it.
/// </summary>
internal ref struct EnvelopeReader
{
    private readonly ReadOnlySpan<byte> _line;
    private int _at;

    private EnvelopeReader(ReadOnlySpan<byte> line) => _line = line;

    /// <summary>The messages of the line: one, or several where an older client sends a batch.</summary>
    public static void Read(ReadOnlySpan<byte> line, List<Envelope> into)
    {
        var reader = new EnvelopeReader(line);
        reader.SkipSpace();
        if (!reader.Accept((byte)'['))
        {
            if (reader.ReadMessage() is { } single) into.Add(single);
            return;
        }

        do
        {
            if (reader.ReadMessage() is not { } message) return;
            into.Add(message);
        }
        while (reader.Accept((byte)','));
    }

    private Envelope? ReadMessage()
    {
        SkipSpace();
        if (!Accept((byte)'{')) return null;
        string? rawId = null, method = null, uri = null, cancelled = null;
        bool hasMethod = false, hasOutcome = false;
        while (NextKey() is { } key)
        {
            var value = "";
            if (key == "params" && Peek() == '{') ReadParameters(out uri, out cancelled);
            else if (!SkipValue(out value)) return null;
            if (key == "id") rawId = value;
            else if (key == "method" && value is ['"', ..]) method = Text(value);
            hasMethod |= key == "method";
            hasOutcome |= key is "result" or "error";
            if (!Accept((byte)',')) break;
        }

        if (!Accept((byte)'}')) return null;
        var id = KeyOf(rawId);
        return new(id, rawId, method, id is not null && hasOutcome && !hasMethod, uri, cancelled);
    }

    private void ReadParameters(out string? uri, out string? cancelled)
    {
        uri = cancelled = null;
        Accept((byte)'{');
        while (NextKey() is { } key)
        {
            if (!SkipValue(out var value)) return;
            if (key == "uri") uri = KeyOf(value);
            else if (key == "requestId") cancelled = KeyOf(value);
            if (!Accept((byte)',')) break;
        }

        Accept((byte)'}');
    }

    /// <summary>
    /// The next key, up to its value; "" for one that is of no interest, null at the end of the object.
    /// </summary>
    private string? NextKey()
    {
        SkipSpace();
        if (Peek() != '"') return null;
        var start = _at;
        if (!SkipString()) return null;
        var key = _line[start.._at];
        if (!Accept((byte)':')) return null;
        SkipSpace();
        return key.SequenceEqual("\"id\""u8) ? "id"
            : key.SequenceEqual("\"method\""u8) ? "method"
            : key.SequenceEqual("\"params\""u8) ? "params"
            : key.SequenceEqual("\"result\""u8) ? "result"
            : key.SequenceEqual("\"error\""u8) ? "error"
            : key.SequenceEqual("\"uri\""u8) ? "uri"
            : key.SequenceEqual("\"requestId\""u8) ? "requestId"
            : "";
    }

    /// <summary>Skips one value; a string, number or literal is returned as it is written.</summary>
    private bool SkipValue(out string value)
    {
        var start = _at;
        value = "";
        if (Peek() is '{' or '[') return SkipNested();
        if (Peek() == '"')
        {
            if (!SkipString()) return false;
        }
        else
        {
            while (_at < _line.Length
                && _line[_at] is not ((byte)' '
                    or (byte)'\t'
                    or (byte)'\r'
                    or (byte)'\n'
                    or (byte)','
                    or (byte)'}'
                    or (byte)']'))
                _at++;
            if (_at == start || _at == _line.Length) return false;
        }

        // Longer ones cannot be ids or names of anything here, and a long text must not be copied.
        value = _at - start <= 4096 ? Encoding.UTF8.GetString(_line[start.._at]) : "-";
        return true;
    }

    private bool SkipNested()
    {
        var depth = 0;
        while (true)
        {
            var next = _line[_at..].IndexOfAny("\"{}[]"u8);
            if (next < 0) return false;
            _at += next;
            var found = _line[_at];
            if (found == '"')
            {
                if (!SkipString()) return false;
                continue;
            }

            _at++;
            depth += found is (byte)'{' or (byte)'[' ? 1 : -1;
            if (depth == 0) return true;
        }
    }

    private bool SkipString()
    {
        _at++;
        while (true)
        {
            var next = _line[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0) return false;
            _at += next + 1;
            if (_line[_at - 1] == '"') return true;
            if (++_at > _line.Length) return false;
        }
    }

    private void SkipSpace()
    {
        while (_at < _line.Length && _line[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _at++;
    }

    private readonly int Peek() => _at < _line.Length ? _line[_at] : -1;

    /// <summary>Skips that character, with the white space around it, if it comes next.</summary>
    private bool Accept(byte sign)
    {
        SkipSpace();
        if (Peek() != sign) return false;
        _at++;
        SkipSpace();
        return true;
    }

    private static string? KeyOf(string? raw) =>
        raw is null or "" or "null" ? null : raw[0] == '"' ? "\"" + Text(raw) : raw;

    /// <summary>A JSON text without its quotes and escapes.</summary>
    private static string Text(string raw)
    {
        if (!raw.Contains('\\')) return raw[1..^1];
        var text = new StringBuilder(raw.Length);
        for (var at = 1; at < raw.Length - 1; at++)
        {
            if (raw[at] != '\\')
            {
                text.Append(raw[at]);
                continue;
            }

            at++;
            if (raw[at] == 'u' && at + 4 < raw.Length
                && ushort.TryParse(
                    raw.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                text.Append((char)unit);
                at += 4;
            }
            else
            {
                text.Append(raw[at] switch { 'n' =>
                    '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var sign => sign });
            }
        }

        return text.ToString();
    }
}
