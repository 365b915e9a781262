using System.Buffers;

namespace AgentGateway.Gateways.Telegram;

/// <summary>
/// Markdown within a block: emphasis, code, links and escapes. Tags are written only where both ends are found, so they
/// always nest.
/// </summary>
internal sealed class InlineMarkup
{
    private const int DepthMax = 8;
    private const int AddressLengthMax = 2048;
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \n\t<>\"`)]*");

    private readonly string _text;
    private readonly MarkupWriter _written;

    /// <summary>For the first backtick of each code span, the index after its last.</summary>
    private readonly Dictionary<int, (int CodeStart, int CodeEnd, int End)> _code = [];

    /// <summary>
    /// For a delimiter and the end of a range, from where on no closing one was found, so that many that never close
    /// are
    /// not each looked for to the end.
    /// </summary>
    private readonly Dictionary<(char Mark, int Count, int To), int> _unclosed = [];

    private InlineMarkup(string text, MarkupWriter written)
    {
        _text = text;
        _written = written;
        FindCode();
    }

    public static void Write(string text, MarkupWriter written) =>
        new InlineMarkup(text, written).Range(0, text.Length, 0);

    private void Range(int from, int to, int depth)
    {
        var plainFrom = from;
        for (var at = from; at < to;)
        {
            if (Special(at, to, depth) is not { } special)
            {
                at = AfterPlain(at, to);
                continue;
            }

            _written.Text(_text.AsSpan(plainFrom, at - plainFrom));
            special.Write();
            at = plainFrom = special.End;
        }

        _written.Text(_text.AsSpan(plainFrom, to - plainFrom));
    }

    /// <summary>What is more than text at an index, and where it ends; null where nothing is.</summary>
    private (Action Write, int End)? Special(int at, int to, int depth) => _text[at] switch
    {
        '\\' when at + 1 < to && Punctuation.Contains(_text[at + 1], StringComparison.Ordinal) =>
            (() => _written.Text(_text.AsSpan(at + 1, 1)), at + 2),
        '`' when _code.TryGetValue(at, out var code) && code.End <= to =>
            (() => _written.InlineCode(CodeText(code.CodeStart, code.CodeEnd)), code.End),
        '*' or '_' or '~' when depth < DepthMax => Emphasis(at, to, depth),
        '[' when depth < DepthMax => Link(at, at, to, depth),
        '!' when at + 1 < to && _text[at + 1] == '[' && depth < DepthMax => Link(at, at + 1, to, depth),
        '<' => Address(at, to),
        _ => null,
    };

    /// <summary>
    /// The index after text that has no markup: past an address, a run of delimiters or one character.
    /// </summary>
    private int AfterPlain(int at, int to)
    {
        var rest = _text.AsSpan(at, to - at);
        if (rest.StartsWith("http://") || rest.StartsWith("https://"))
        {
            var end = rest.IndexOfAny(AddressEnds);
            return end < 0 ? to : at + end;
        }

        return _text[at] is '*' or '_' or '~' ? Math.Min(to, at + RunAt(at)) : at + 1;
    }

    private (Action Write, int End)? Emphasis(int at, int to, int depth)
    {
        var (mark, count) = (_text[at], RunAt(at));
        if (count > 3 || (mark == '~' && count != 2) || at + count >= to || char.IsWhiteSpace(_text[at + count])
            || (mark == '_' && at > 0 && char.IsLetterOrDigit(_text[at - 1])))
            return null;
        if (Closing(mark, count, at + count, to) is not { } close) return null;
        string[] tags = mark == '~' ? ["s"] : count switch { 1 => ["i"], 2 => ["b"], _ => ["b", "i"] };
        return (() =>
            {
                foreach (var tag in tags) _written.Open(tag);
                Range(at + count, close, depth + 1);
                foreach (var tag in tags.Reverse()) _written.Close(tag);
            },
            close + count);
    }

    /// <summary>The index of the delimiter that closes one; null where none does.</summary>
    private int? Closing(char mark, int count, int from, int to)
    {
        if (_unclosed.TryGetValue((mark, count, to), out var known) && from >= known) return null;
        for (var at = from; at < to;)
        {
            if (_text[at] == '\\')
            {
                at += 2;
            }
            else if (_code.TryGetValue(at, out var code))
            {
                at = code.End;
            }
            else if (_text[at] != mark)
            {
                at++;
            }
            else
            {
                var run = RunAt(at);
                if (run == count && at > from && !char.IsWhiteSpace(_text[at - 1]) && at + run <= to
                    && (mark != '_' || at + run >= _text.Length || !char.IsLetterOrDigit(_text[at + run])))
                    return at;
                at += run;
            }
        }

        _unclosed[(mark, count, to)] = from;
        return null;
    }

    /// <summary><c>[words](address)</c>; of a picture, the words are its description.</summary>
    /// <param name="bracket">The index of the bracket.</param>
    private (Action Write, int End)? Link(int at, int bracket, int to, int depth)
    {
        var middle = _text.IndexOf(']', bracket, Math.Min(to - bracket, AddressLengthMax));
        if (middle < 0 || middle + 1 >= to || _text[middle + 1] != '(') return null;
        var end = _text.IndexOf(')', middle, Math.Min(to - middle, AddressLengthMax));
        if (end < 0) return null;
        var inside = _text[(middle + 2)..end].Trim();
        var address = inside.Split([' ', '\n', '\t'], 2)[0].Trim('<', '>');
        var (from, until) = (bracket + 1, middle);
        if (address.Length == 0 || CrossesCode(from, until)) return null;
        return (() =>
            {
                if (!IsOpenable(address))
                {
                    Range(from, until, depth + 1);
                    _written.Text($" ({address})");
                    return;
                }

                _written.OpenLink(address);
                if (from == until)
                    _written.Text(address);
                else
                    Range(from, until, DepthMax);
                _written.Close("a");
            },
            end + 1);
    }

    /// <summary>An address between angle brackets, which are not shown.</summary>
    private (Action Write, int End)? Address(int at, int to)
    {
        var end = _text.IndexOf('>', at, Math.Min(to - at, AddressLengthMax));
        if (end < 0 || !IsOpenable(_text[(at + 1)..end])) return null;
        return (() => _written.Text(_text.AsSpan(at + 1, end - at - 1)), end + 1);
    }

    /// <summary>Addresses of Telegram's own scheme name people, and would notify them.</summary>
    private static bool IsOpenable(string address) =>
        !address.Any(letter => char.IsWhiteSpace(letter) || letter is '<' or '>')
        && (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase));

    private bool CrossesCode(int from, int to)
    {
        for (var at = from; at < to; at++)
            if (_code.TryGetValue(at, out var code))
            {
                if (code.End > to) return true;
                at = code.End - 1;
            }

        return false;
    }

    private string CodeText(int from, int to)
    {
        var code = _text[from..to].Replace('\n', ' ');
        return code.Length > 2 && code[0] == ' ' && code[^1] == ' ' && code.Trim().Length > 0 ? code[1..^1] : code;
    }

    private int RunAt(int at)
    {
        var end = at + 1;
        while (end < _text.Length && _text[end] == _text[at]) end++;
        return end - at;
    }

    /// <summary>Pairs each run of backticks with the next of the same length.</summary>
    private void FindCode()
    {
        var runs = new List<(int At, int Count)>();
        for (var at = 0; at < _text.Length; at++)
        {
            if (_text[at] == '\\' && at + 1 < _text.Length && _text[at + 1] == '`')
            {
                at++;
            }
            else if (_text[at] == '`')
            {
                var count = RunAt(at);
                runs.Add((at, count));
                at += count - 1;
            }
        }

        var byCount = runs.Select((run, index) => (run.Count, index)).GroupBy(run => run.Count)
            .ToDictionary(group => group.Key, group => new Queue<int>(group.Select(run => run.index)));
        for (var index = 0; index < runs.Count; index++)
        {
            var later = byCount[runs[index].Count];
            while (later.TryPeek(out var first) && first <= index) later.Dequeue();
            if (!later.TryPeek(out var close)) continue;
            var (open, end) = (runs[index], runs[close]);
            _code[open.At] = (open.At + open.Count, end.At, end.At + end.Count);
            index = close;
        }
    }
}
