using System.Text;

namespace AgentGateway.ShellPolicy.Syntax;

/// <summary>Words: quotes, variables, substitutions.</summary>
internal sealed partial class ShellParser
{
    /// <summary>The word that begins here; null where none does.</summary>
    /// <param name="assigned">It is the value of an assignment: an empty one is one, too.</param>
    /// <param name="end">
    /// Ends the word besides the usual characters: the brace of an expansion. Blanks then belong to it.
    /// </param>
    private ShellWord? Word(bool assigned = false, char? end = null)
    {
        if (end is null && !assigned) SkipBlanks();
        var fragments = new List<ShellFragment>();
        var text = new StringBuilder();
        var start = _at;
        while (_at < _text.Length && !_broken)
        {
            var character = Now;
            if (end is { } stop ? character == stop : EndsWord(character) && !AtProcessSubstitution()) break;
            switch (character)
            {
                case '\\':
                    Flush();
                    if (Peek(1) != '\n' && _at + 1 < _text.Length)
                        fragments.Add(new(ShellFragmentKind.Text, Peek(1).ToString(), true));
                    else if (_at + 1 >= _text.Length) fragments.Add(new(ShellFragmentKind.Text, "\\", true));
                    _at += Math.Min(2, _text.Length - _at);
                    break;
                case '\'':
                    Flush();
                    fragments.Add(new(ShellFragmentKind.Text, UpTo('\''), true));
                    break;
                case '"':
                    Flush();
                    _at++;
                    fragments.AddRange(QuotedFragments('"'));
                    break;
                case '`':
                    Flush();
                    fragments.Add(Backquoted(quoted: false));
                    break;
                case '$':
                    Flush();
                    fragments.AddRange(Dollar(quoted: false));
                    break;
                case '<' or '>' when end is null:
                    Flush();
                    _at++;
                    fragments.Add(
                        Substitution(quoted: false) with { Kind = ShellFragmentKind.Substitution, Text = "file" });
                    break;
                default:
                    // In braces a tilde begins a word only if nothing that is quoted or expanded stands before them.
                    var begins = _at == start || _text[_at - 1] is '=' or ':'
                        || (_text[_at - 1] is '{' or ',' && fragments.Count == 0);
                    text.Append(Mark(character, begins));
                    _at++;
                    break;
            }
        }

        Flush();

        // Before a quote, a tilde is no home directory.
        if (fragments is [{ Quoted: false, Text: [Marks.Tilde, ..] head } first, _, ..] && !head.Contains('/'))
            fragments[0] = first with { Text = "~" + head[1..] };
        return _at == start && !assigned && end is null ? null : new(fragments);

        void Flush()
        {
            if (text.Length == 0) return;
            fragments.Add(new(ShellFragmentKind.Text, text.ToString(), false));
            text.Clear();
        }
    }

    private bool AtProcessSubstitution() => Now is '<' or '>' && Peek(1) == '(';

    private static char Mark(char character, bool first) => character switch
    {
        '*' => Marks.Star,
        '?' => Marks.One,
        '{' => Marks.Open,
        ',' => Marks.Comma,
        '}' => Marks.Close,
        '~' when first => Marks.Tilde,
        _ => character,
    };

    /// <summary>The text between here and that character, which quotes it all.</summary>
    private string UpTo(char quote)
    {
        var close = _text.IndexOf(quote, _at + 1);
        if (close < 0)
        {
            Break();
            return "";
        }

        var text = _text[(_at + 1)..close];
        _at = close + 1;
        return text;
    }

    /// <summary>
    /// The fragments of text in double quotes, or of a here-document: up to that character, or to the end.
    /// </summary>
    private List<ShellFragment> QuotedFragments(char? end)
    {
        var fragments = new List<ShellFragment>();
        var text = new StringBuilder();
        if (end is not null) fragments.Add(new(ShellFragmentKind.Text, "", true));
        while (true)
        {
            if (_broken) return fragments;
            if (_at >= _text.Length)
            {
                if (end is not null) Break();
                break;
            }

            if (Now == end)
            {
                _at++;
                break;
            }

            if (Now == '\\' && Peek(1) is '$' or '`' or '"' or '\\' or '\n')
            {
                if (Peek(1) != '\n') text.Append(Peek(1));
                _at += 2;
            }
            else if (Now is '`' or '$')
            {
                if (text.Length > 0) fragments.Add(new(ShellFragmentKind.Text, text.ToString(), true));
                text.Clear();
                if (Now == '`') fragments.Add(Backquoted(quoted: true));
                else fragments.AddRange(Dollar(quoted: true));
            }
            else
            {
                text.Append(Now);
                _at++;
            }
        }

        if (text.Length > 0) fragments.Add(new(ShellFragmentKind.Text, text.ToString(), true));
        return fragments;
    }

    private List<ShellFragment> Dollar(bool quoted)
    {
        switch (Peek(1))
        {
            case '(' when ArithmeticEnd(_at + 2) is { } close:
                return [Arithmetic(_at + 3, close) with { Quoted = quoted }];

            case '(':
                _at++;
                return [Substitution(quoted)];
            case '{':
                _at += 2;
                return [Expansion(quoted)];
            case '\'' when !quoted:
                _at++;
                return [new(ShellFragmentKind.Text, EscapedText(), true)];
            case '"' when !quoted:
                _at += 2;
                return QuotedFragments('"');
            case '[':
                // Arithmetic of old: only where it ends is looked for, and what it runs is not known.
                Break();
                return [];
            case var first when char.IsAsciiLetter(first) || first == '_':
                return [new(ShellFragmentKind.Variable, VariableName(), quoted)];
            case var special when char.IsAsciiDigit(special)
                || special is '@' or '*' or '#' or '?' or '-' or '$' or '!':
                _at += 2;
                return [new(ShellFragmentKind.Variable, special.ToString(), quoted)];
            default:
                _at++;
                return [new(ShellFragmentKind.Text, "$", quoted)];
        }
    }

    /// <summary>The name behind a <c>$</c>, which goes on behind a line break that is escaped.</summary>
    private string VariableName()
    {
        var name = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (char.IsAsciiLetterOrDigit(Now) || Now == '_') name.Append(Now);
            else if (Now == '\\' && Peek(1) == '\n') _at++;
            else break;
        }

        return name.ToString();
    }

    /// <summary>What is computed between there and <c>))</c>.</summary>
    private ShellFragment Arithmetic(int from, int close)
    {
        var inner = new ShellParser(_text[from..close], _depth + 1);
        var fragments = inner.QuotedFragments(end: null);
        if (inner._broken) Break();
        else _at = close + 2;
        return new(ShellFragmentKind.Unknown, "", true, null, new(fragments));
    }

    /// <summary>
    /// Where <c>((</c>, whose second parenthesis stands there, is closed by <c>))</c>; null where it is no arithmetic
    /// but begins a subshell.
    /// </summary>
    private int? ArithmeticEnd(int second)
    {
        if (second >= _text.Length || _text[second] != '(') return null;
        var depth = 0;
        for (var index = second + 1; index < _text.Length; index++)
        {
            if (_text[index] == '(') depth++;
            if (_text[index] != ')') continue;
            if (depth == 0) return index + 1 < _text.Length && _text[index + 1] == ')' ? index : null;
            depth--;
        }

        return null;
    }

    /// <summary>At an opening parenthesis: the script up to the closing one.</summary>
    private ShellFragment Substitution(bool quoted)
    {
        _at++;
        var script = List();
        if (Now == ')' && _at < _text.Length) _at++;
        else Break();
        return new(ShellFragmentKind.Substitution, "", quoted, script);
    }

    private ShellFragment Backquoted(bool quoted)
    {
        var script = new StringBuilder();
        _at++;
        while (_at < _text.Length && Now != '`')
        {
            if (Now == '\\' && (Peek(1) is '`' or '$' or '\\' || (quoted && Peek(1) == '"'))) _at++;
            if (_at < _text.Length) script.Append(Now);
            _at++;
        }

        if (_at >= _text.Length) Break();
        else _at++;
        if (Parse(script.ToString(), _depth + 1) is not { } parsed)
        {
            Break();
            return new(ShellFragmentKind.Unknown, "", quoted);
        }

        return new(ShellFragmentKind.Substitution, "", quoted, parsed);
    }

    /// <summary>Behind <c>${</c>.</summary>
    private ShellFragment Expansion(bool quoted)
    {
        var opaque = Now is '!' || (Now == '#' && Peek(1) != '}');
        if (opaque) _at++;
        var end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_')) end++;
        if (end == _at && end < _text.Length && _text[end] is '@' or '*' or '#' or '?' or '-' or '$' or '!') end++;
        var name = _text[_at..end];
        _at = end;
        if (name.Length == 0) Break();
        name += Subscript();
        if (Now == '}' && !_broken)
        {
            _at++;
            return new(opaque ? ShellFragmentKind.Unknown : ShellFragmentKind.Variable, name, quoted);
        }

        var gives = Now is '-' or '=' or '+' || (Now == ':' && Peek(1) is '-' or '=' or '+');
        if (gives) _at += Now == ':' ? 2 : 1;
        if (++_depth > DepthMax) Break();
        var rest = Word(end: '}');
        _depth--;
        if (Now == '}' && _at < _text.Length) _at++;
        else Break();
        var kind = opaque ? ShellFragmentKind.Unknown : gives ? ShellFragmentKind.Variable : ShellFragmentKind.Altered;
        return new(kind, name, quoted, null, rest);
    }

    /// <summary>
    /// Which element of an array, where it is said plainly; anything else belongs to what is not known.
    /// </summary>
    private string Subscript()
    {
        if (Now != '[') return "";
        var end = _at + 1;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '@' or '*' or '_' or '-'))
            end++;
        if (end >= _text.Length || _text[end] != ']') return "";
        var subscript = _text[_at..(end + 1)];
        _at = end + 1;
        return subscript;
    }

    /// <summary>At the quote of <c>$'…'</c>.</summary>
    private string EscapedText()
    {
        var close = _at + 1;
        while (close < _text.Length && _text[close] != '\'') close += _text[close] == '\\' ? 2 : 1;
        if (close >= _text.Length)
        {
            Break();
            return "";
        }

        var text = ShellEscapes.Decode(_text[(_at + 1)..close]);
        _at = close + 1;
        if (text is not null && !Marks.In(text)) return text;
        Break();
        return "";
    }
}
