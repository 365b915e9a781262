namespace AgentGateway.ShellPolicy.Syntax;

/// <summary>Simple commands, what is assigned for them, their redirections and here-documents.</summary>
internal sealed partial class ShellParser
{
    private static readonly string[] RedirectionOperators =
        ["<<<", "<<-", "<<", "<>", "<&", "<", ">>", ">|", ">&", ">", "&>>", "&>"];

    private ShellNode Simple()
    {
        var assignments = new List<ShellAssignment>();
        var words = new List<ShellWord>();
        var redirections = new List<ShellRedirection>();
        while (!_broken)
        {
            SkipBlanks();
            if (Redirection(redirections)) continue;
            if ((words.Count == 0 || AtDeclaredArray(words)) && Assignment() is { } assignment)
            {
                assignments.Add(assignment);
                continue;
            }

            if (words.Count == 0 && Reserved.Any(AtReserved)) return Broken();
            if (words.Count == 1 && Now == '(' && assignments.Count == 0) return Function(words[0]);
            if (words is [{ Literal: "[[" }, ..] && words[^1].Literal != "]]") SkipTestOperators();
            if (Word() is not { } word) break;
            words.Add(word);
        }

        if (assignments.Count + words.Count + redirections.Count == 0) Break();
        return new ShellSimple(assignments, words, redirections);
    }

    /// <summary>An array behind <c>declare</c> and its like, where other words are no assignments.</summary>
    private bool AtDeclaredArray(List<ShellWord> words)
    {
        if (words[0].Literal is not ("declare" or "typeset" or "local" or "export" or "readonly")) return false;
        var end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_')) end++;
        return end > _at && _text.AsSpan(end) is (['=', '(', ..] or ['+', '=', '(', ..]);
    }

    private ShellNode Function(ShellWord name)
    {
        _at++;
        Expect(')');
        SkipNewLines();
        return name.Literal is { } text ? new ShellFunction(text, Command()) : Broken();
    }

    /// <summary>Between <c>[[</c> and <c>]]</c> these are no operators of the shell.</summary>
    private void SkipTestOperators()
    {
        SkipBlanks();
        while (!_broken && (Take("&&") || Take("||") || Take("(") || Take(")") || Take("<") || Take(">")))
            SkipNewLines();
    }

    private ShellAssignment? Assignment()
    {
        var end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_')) end++;
        if (end == _at || char.IsAsciiDigit(_text[_at]) || end >= _text.Length) return null;
        var name = _text[_at..end];
        var element = _text[end] == '[';
        if (element)
        {
            // Which one does not matter.
            while (end < _text.Length && _text[end] is not (']' or ' ' or '\n' or '$' or '`')) end++;
            if (end + 1 >= _text.Length || _text[end] != ']') return null;
            end++;
        }

        var appends = end + 1 < _text.Length && _text[end] == '+' && _text[end + 1] == '=';
        if (appends) end++;
        if (end >= _text.Length || _text[end] != '=') return null;
        _at = end + 1;
        return Now == '(' && _at < _text.Length
            ? new(name, null, appends, ArrayWords())
            : new(name, Word(assigned: true) ?? new([]), appends, []) { IsElement = element };
    }

    private List<ShellWord> ArrayWords()
    {
        var words = new List<ShellWord>();
        _at++;
        while (!_broken)
        {
            SkipNewLines();
            if (Word() is not { } word) break;
            words.Add(word);
        }

        Expect(')');
        return words;
    }

    private List<ShellRedirection> Redirections()
    {
        var found = new List<ShellRedirection>();
        do SkipBlanks();
        while (!_broken && Redirection(found));
        return found;
    }

    private bool Redirection(List<ShellRedirection> found)
    {
        var start = _at;
        while (char.IsAsciiDigit(Now)) _at++;
        var aside = _at > start && _text[start.._at] != "1";
        if (_at == start && Now == '{')
        {
            // {name}>file
            var close = _text.IndexOf('}', _at);
            if (close > 0 && IsName(_text[(_at + 1)..close]) && close + 1 < _text.Length
                && _text[close + 1] is '<' or '>')
                _at = close + 1;
        }

        if (Now is '<' or '>' && Peek(1) == '(' && _at == start) return false;
        var mark = Now is '<' or '>' || (_at == start && Now == '&' && Peek(1) == '>')
            ? RedirectionOperators.FirstOrDefault(Take)
            : null;
        if (mark is null)
        {
            _at = start;
            return false;
        }

        SkipBlanks();
        if (mark is "<<" or "<<-")
        {
            var from = _at;
            if (Word()?.Literal is not { } end)
            {
                Break();
                return true;
            }

            var quoted = _text.AsSpan(from, _at - from).IndexOfAny("'\"\\") >= 0;
            _hereDocuments.Add(new(found, found.Count, end, quoted, mark == "<<-"));
            found.Add(new(mark, null, null));
            return true;
        }

        if (Word() is not { } target) Break();
        else found.Add(mark == "<<<" ? new(mark, null, target) : new(mark, target, null) { IsAside = aside });
        return true;
    }

    /// <summary>Reads the here-documents that the line before this newline began.</summary>
    private void HereDocuments()
    {
        foreach (var pending in _hereDocuments.ToArray())
        {
            var lines = new List<string>();
            while (_at < _text.Length)
            {
                var newline = _text.IndexOf('\n', _at);
                var line = newline < 0 ? _text[_at..] : _text[_at..newline];
                _at = newline < 0 ? _text.Length : newline + 1;
                if (pending.TabsStripped) line = line.TrimStart('\t');
                if (line == pending.End) break;
                lines.Add(line);
            }

            var body = string.Concat(lines.Select(line => line + "\n"));
            ShellWord? word;
            if (pending.Quoted)
            {
                word = new([new(ShellFragmentKind.Text, body, true)]);
            }
            else
            {
                var inner = new ShellParser(body, _depth + 1);
                word = new(inner.QuotedFragments(end: null));
                if (inner._broken) Break();
            }

            pending.Into[pending.Index] = pending.Into[pending.Index] with { Body = word };
        }

        _hereDocuments.Clear();
    }
}
