using System.Collections.Frozen;

namespace AgentGateway.ShellPolicy.Syntax;

/// <summary>
/// Reads a shell line: POSIX and the usual syntax of bash. It aims at safety and not at completeness: text that it
/// cannot read makes the whole line not understood, and an over-long or deeply nested line is not understood either.
/// </summary>
internal sealed partial class ShellParser
{
    public const int CharactersMax = 64 * 1024;
    private const int DepthMax = 40;

    private static readonly FrozenSet<string> Reserved = new[]
    {
        "if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case", "esac", "{", "}", "!",
        "function", "select", "time", "in",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly string _text;
    private readonly List<PendingHereDocument> _hereDocuments = [];
    private int _at;
    private int _depth;
    private bool _broken;
    private int _brokenAt;

    private ShellParser(string text, int depth) => (_text, _depth) = (text, depth);

    /// <summary>Null: not understood.</summary>
    public static ShellNode? Parse(string text) => Parse(text, 0);

    /// <summary>Of a text that is not understood, what begins where that is found.</summary>
    public static string Unread(string text)
    {
        if (text.Length > CharactersMax || Marks.In(text)) return text;
        var parser = new ShellParser(text, 0);
        parser.List(ends: []);
        return text[Math.Min(parser._broken ? parser._brokenAt : parser._at, text.Length)..].TrimStart() is
            { Length: > 0 } rest
            ? rest
            : text;
    }

    private static ShellNode? Parse(string text, int depth)
    {
        if (text.Length > CharactersMax || depth > DepthMax || Marks.In(text)
            || text.Contains('\0', StringComparison.Ordinal))
            return null;
        var parser = new ShellParser(text, depth);
        var list = parser.List(ends: []);
        return parser._broken || parser._at < text.Length ? null : list;
    }

    private char Now => _at < _text.Length ? _text[_at] : '\0';

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private ShellList List(params ReadOnlySpan<string> ends)
    {
        var items = new List<ShellItem>();
        if (++_depth > DepthMax) Break();
        var conditional = false;
        while (!_broken)
        {
            SkipSeparators();
            if (_at >= _text.Length || Now == ')' || AtCaseEnd() || AtReserved(ends)) break;
            var node = Pipeline();
            SkipBlanks();
            var onSuccess = Take("&&");
            var onFailure = !onSuccess && Take("||");
            items.Add(new(node, conditional, onSuccess));
            conditional = onSuccess || onFailure;
            if (conditional)
            {
                SkipNewLines();
                continue;
            }

            if (AtCaseEnd() || _at >= _text.Length || Now is ')' or '\n') continue;
            if (Now == '&') items[^1] = items[^1] with { Node = new ShellGroup(node, true, []) };
            if (Now is ';' or '&') _at++;
            else Break();
        }

        if (conditional) Break();
        _depth--;
        return new(items);
    }

    private ShellNode Pipeline()
    {
        var stages = new List<ShellNode>();
        while (!_broken)
        {
            SkipBlanks();
            var marked = false;
            while (TakeReserved("!") || TakeReserved("time")) marked = true;
            SkipBlanks();
            if (marked && TakeReserved("-p")) SkipBlanks();
            if (marked && TakeReserved("--")) SkipBlanks();
            var command = Command();

            // What is timed or turned round is not the one plain command that a rule may allow.
            stages.Add(marked ? new ShellGroup(command, false, []) : command);
            SkipBlanks();
            if (Now != '|' || Peek(1) == '|') break;
            _at++;
            if (Now == '&') _at++;
            SkipNewLines();
        }

        return stages.Count == 1 ? stages[0] : new ShellPipe(stages);
    }

    private ShellNode Command()
    {
        if (Now == '(' && ArithmeticEnd(_at + 1) is { } close)
            return ArithmeticCommand(close);
        if (Now == '(') return Subshell();
        if (TakeReserved("{")) return Braces();
        if (TakeReserved("if")) return If();
        if (TakeReserved("while") || TakeReserved("until")) return While();
        if (TakeReserved("for") || TakeReserved("select")) return For();
        if (TakeReserved("case")) return Case();
        if (TakeReserved("function")) return NamedFunction();
        return Coprocess() ?? Simple();
    }

    /// <summary>
    /// What bash computes is a subshell inside of another for shells that do not know this: both are read.
    /// </summary>
    private ShellBranches ArithmeticCommand(int close)
    {
        var script = Parse(_text[(_at + 2)..close], _depth + 1);
        var computed = new ShellSimple([], [], []) { Expression = Arithmetic(_at + 2, close) };
        return new(script is null ? [computed] : [computed, new ShellGroup(script, true, [])], Redirections());
    }

    private ShellGroup Subshell()
    {
        var start = _at++;
        var body = List();
        Expect(')');
        if (!_broken && _text[start + 1] == '(' && BeginsHereDocument(_text.AsSpan(start, _at - start)))
        {
            Break();
            _brokenAt = start;
        }

        return new(body, true, Redirections());
    }

    /// <summary>
    /// Bash takes <c>((</c> for arithmetic first and reads the text again when it is none. A here-document in it then has
    /// no end any more: it is expanded although its end was quoted, and what follows the end runs.
    /// </summary>
    private static bool BeginsHereDocument(ReadOnlySpan<char> text)
    {
        while (text.IndexOf("<<", StringComparison.Ordinal) is >= 0 and var at)
        {
            text = text[(at + 2)..];
            if (!text.StartsWith("<")) return true;
            text = text[1..];
        }

        return false;
    }

    private ShellGroup Braces()
    {
        var body = List("}");
        if (!TakeReserved("}")) Break();
        return new(body, false, Redirections());
    }

    private ShellBranches If()
    {
        var bodies = new List<ShellNode> { List("then") };
        if (!TakeReserved("then")) Break();
        bodies.Add(List("elif", "else", "fi"));
        while (!_broken && TakeReserved("elif"))
        {
            bodies.Add(List("then"));
            if (!TakeReserved("then")) Break();
            bodies.Add(List("elif", "else", "fi"));
        }

        if (TakeReserved("else")) bodies.Add(List("fi"));
        if (!TakeReserved("fi")) Break();
        return new(bodies, Redirections());
    }

    private ShellBranches While()
    {
        var condition = List("do");
        if (!TakeReserved("do")) Break();
        var body = List("done");
        if (!TakeReserved("done")) Break();
        return new([condition, body], Redirections());
    }

    private ShellNode For()
    {
        SkipBlanks();
        if (Now == '(') return ComputedFor();
        if (Word()?.Literal is not { } name || !IsName(name)) return Broken();
        SkipSeparatorsOfFor();
        List<ShellWord>? values = null;
        if (TakeReserved("in"))
        {
            values = [];
            SkipBlanks();
            while (!_broken && Word() is { } word)
            {
                values.Add(word);
                SkipBlanks();
            }

            SkipSeparatorsOfFor();
        }

        return Body() is { } body ? new ShellLoop(name, values, body, Redirections()) : Broken();
    }

    /// <summary><c>for ((i = 0; i &lt; 3; i++))</c>.</summary>
    private ShellNode ComputedFor()
    {
        if (ArithmeticEnd(_at + 1) is not { } close) return Broken();
        var computed = new ShellSimple([], [], []) { Expression = Arithmetic(_at + 2, close) };
        SkipSeparatorsOfFor();
        return Body() is { } body ? new ShellBranches([computed, body], Redirections()) : Broken();
    }

    /// <summary>Between <c>do</c> and <c>done</c>, or between braces, of a loop.</summary>
    private ShellNode? Body()
    {
        if (TakeReserved("{")) return Braces();
        if (!TakeReserved("do")) return null;
        var body = List("done");
        if (!TakeReserved("done")) Break();
        return body;
    }

    /// <summary>A command in the background, which may have a name when it is more than a simple one.</summary>
    private ShellNode? Coprocess()
    {
        var start = _at;
        if (!TakeReserved("coproc")) return null;
        SkipBlanks();
        if (!AtCompound() && (Word()?.Literal is not { } name || !IsName(name))) return Restart();
        SkipBlanks();
        return AtCompound() ? new ShellGroup(Command(), true, []) : Restart();

        ShellNode? Restart()
        {
            if (!_broken) _at = start;
            return null;
        }
    }

    private bool AtCompound() => Now == '(' || AtReserved(["{", "if", "while", "until", "for", "case", "select"]);

    private ShellNode Case()
    {
        SkipBlanks();
        if (Word() is not { } subject) return Broken();
        var bodies =
            new List<ShellNode> { new ShellSimple([], [new([new(ShellFragmentKind.Text, ":", false)]), subject], []) };
        SkipNewLines();
        if (!TakeReserved("in")) return Broken();
        while (!_broken)
        {
            SkipNewLines();
            if (TakeReserved("esac")) return new ShellBranches(bodies, Redirections());
            if (Now == '(') _at++;
            do
            {
                SkipBlanks();
                if (Word() is null) return Broken();
                SkipBlanks();
            }
            while (Now == '|' && _at++ >= 0);
            Expect(')');
            bodies.Add(List("esac"));
            if (AtCaseEnd())
                while (Now is ';' or '&') _at++;
        }

        return Broken();
    }

    private ShellNode NamedFunction()
    {
        SkipBlanks();
        if (Word()?.Literal is not { } name) return Broken();
        SkipBlanks();
        if (Now == '(' && Peek(1) == ')') _at += 2;
        SkipNewLines();
        return new ShellFunction(name, Command());
    }

    private ShellNode Broken()
    {
        Break();
        return new ShellList([]);
    }

    private void Break()
    {
        if (!_broken) _brokenAt = _at;
        _broken = true;
        _at = _text.Length;
    }

    private void Expect(char wanted)
    {
        SkipBlanks();
        if (Now == wanted && _at < _text.Length) _at++;
        else Break();
    }

    private bool AtCaseEnd() => Now == ';' && Peek(1) is ';' or '&';

    private bool Take(string mark)
    {
        if (!_text.AsSpan(_at).StartsWith(mark, StringComparison.Ordinal)) return false;
        _at += mark.Length;
        return true;
    }

    private bool AtReserved(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (AtReserved(word))
                return true;
        return false;
    }

    private bool AtReserved(string word) =>
        _text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal)
            && (_at + word.Length >= _text.Length || EndsWord(_text[_at + word.Length]));

    private bool TakeReserved(string word)
    {
        SkipBlanks();
        if (!AtReserved(word)) return false;
        _at += word.Length;
        return true;
    }

    private static bool EndsWord(char character) =>
        character is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>';

    private static bool IsName(string text) =>
        text.Length > 0
            && !char.IsAsciiDigit(text[0])
            && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (Now is ' ' or '\t') _at++;
            else if (Now == '\\' && Peek(1) == '\n') _at += 2;
            else if (Now == '#') while (_at < _text.Length && Now != '\n') _at++;
            else return;
        }
    }

    private void SkipNewLines()
    {
        SkipBlanks();
        while (Now == '\n' && _at < _text.Length)
        {
            _at++;
            HereDocuments();
            SkipBlanks();
        }
    }

    private void SkipSeparators()
    {
        SkipNewLines();
        while (Now is ';' or '&' && _at < _text.Length && !AtCaseEnd() && Peek(1) != '&')
        {
            // A separator without a command before it is an error in a shell; judging goes on behind it all the same.
            _at++;
            SkipNewLines();
        }
    }

    private void SkipSeparatorsOfFor()
    {
        SkipBlanks();
        if (Now == ';') _at++;
        SkipNewLines();
    }

    private sealed record PendingHereDocument(
        List<ShellRedirection> Into, int Index, string End, bool Quoted, bool TabsStripped);
}
