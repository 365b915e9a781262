using System.Buffers;
using System.Text;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>From words as they are written to words as the program gets them, as far as that is known.</summary>
internal sealed partial class CommandWalk
{
    private const int WordsMax = 64;
    private const int CharactersMax = 8 * 1024;

    private static readonly SearchValues<char> Splitting = SearchValues.Create(" \t\n*?[");

    /// <summary>The words that one word becomes; where there are several possibilities, those of all of them.</summary>
    private List<string> Expand(ShellWord word, ShellState state)
    {
        IReadOnlyList<string> built = [""];
        var quoted = false;
        foreach (var part in word.Parts)
        {
            quoted |= part.Quoted;
            var options = Options(part, state);
            built = built.Count * options.Count <= WordsMax && Spend(built.Count * options.Count)
                ? [.. built.SelectMany(start => options.Select(option => start + option)).Distinct()]
                : [Marks.Anything];
        }

        var words = new List<string>();
        foreach (var text in built.SelectMany(Braces))
        {
            foreach (var field in text.Split(Marks.Split))
            {
                if (field.Length == 0 && (!quoted || text.Length > 0)) continue;
                words.AddRange(Tilde(Unmarked(field), state));
                if (!Spend()) return [Marks.Anything];
            }
        }

        return words;
    }

    /// <summary>A word of which one text is wanted, as for the target of a redirection.</summary>
    private IReadOnlyList<string> ExpandOne(ShellWord word, ShellState state)
    {
        var words = Expand(word, state);
        return words.Count == 0 ? [""] : words;
    }

    private IReadOnlyList<string> Options(ShellPart part, ShellState state)
    {
        switch (part.Kind)
        {
            case ShellPartKind.Text:
                return [part.Quoted ? part.Text : Classes(part.Text)];
            case ShellPartKind.Variable:
                _plain = false;
                IReadOnlyList<string> values = [.. ValuesOf(part.Text, state).Select(Bounded)];
                if (part.Otherwise is { } otherwise)
                {
                    var other = ExpandOne(otherwise, state);
                    state.Assign(part.Text, other, certain: false);
                    values = [.. values, .. other];
                }

                return part.Quoted ? values : [.. values.Select(value => Unquoted(value, state))];
            case ShellPartKind.Altered:
                _plain = false;
                if (part.Otherwise is { } change) Expand(change, state);
                IReadOnlyList<string> kept = [.. ValuesOf(part.Text, state).Select(Bounded)];
                return [.. part.Quoted ? kept : kept.Select(value => Unquoted(value, state)), Marks.Anything];
            case ShellPartKind.Substitution:
                _plain = false;
                var printed = part.Script is null ? null : Walk(part.Script, state.Copy(), ShellInput.Terminal, certain: true);
                if (part.Text.Length > 0) return [FileOf(printed)];
                if (printed is null) return [Marks.Anything];
                var known = Bounded(printed.TrimEnd(Marks.Unknown).TrimEnd('\n'));
                if (!part.Quoted) known = Unquoted(known, state);

                // What is not known to the end may be any part of it as well.
                return printed.Contains(Marks.Unknown, StringComparison.Ordinal) ? [known, Marks.Anything] : [known];
            default:
                _plain = false;
                if (part.Otherwise is { } inner) Expand(inner, state);
                return [Marks.Anything];
        }
    }

    /// <summary>A text that grows with every use is not followed for ever.</summary>
    private static string Bounded(string value) => value.Length <= CharactersMax ? value : Marks.Anything;

    /// <summary>The file that a process substitution is: what is in it, is known to whatever runs it.</summary>
    private string FileOf(string? content)
    {
        var name = $"{Marks.Unknown}/dev/fd/{_written.Count}";
        _written[name] = content;
        return name;
    }

    private static IReadOnlyList<string> ValuesOf(string name, ShellState state)
    {
        if (name[^1] == ']' && name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open)
        {
            var all = ValuesOf(name[..open], state);
            return name[(open + 1)..^1] is "@" or "*" ? all : [.. all.SelectMany(words => words.Split(Marks.Split)).Distinct()];
        }

        if (state.Variables.TryGetValue(name, out var known)) return known;
        switch (name)
        {
            case "PWD": return state.Directories;
            case "OLDPWD": return [.. state.Earlier, Marks.Anything];
            case "$" or "!" or "BASHPID": return [OwnProcess];
            case "#" or "?": return ["0"];
            case "@" or "*": return [state.Positional is { } all ? string.Join(Marks.Split, all) : Marks.Anything];
            default:
                return char.IsAsciiDigit(name[0]) && state.Positional is { } given && int.TryParse(name, out var number) && number > 0
                    ? [number <= given.Count ? given[number - 1] : ""]
                    : [Marks.Anything];
        }
    }

    /// <summary>An expansion outside of quotes falls apart at white space, and its stars are patterns.</summary>
    private static string Unquoted(string value, ShellState state)
    {
        var separators = string.Concat(state.Variables.GetValueOrDefault("IFS", [" "]));
        if (value.AsSpan().IndexOfAny(Splitting) < 0 && value.AsSpan().IndexOfAny(separators) < 0) return value;
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            text.Append(character switch
            {
                ' ' or '\t' or '\n' => Marks.Split,
                '*' => Marks.Star,
                '?' => Marks.One,
                _ when separators.Contains(character, StringComparison.Ordinal) => Marks.Split,
                _ => character,
            });
        }

        return Classes(text.ToString());
    }

    /// <summary><c>[abc]</c> stands for one character.</summary>
    private static string Classes(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0) return text;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var close = text[at] == '[' && at + 2 < text.Length ? text.IndexOf(']', at + 2) : -1;
            if (close < 0 || text.AsSpan(at, close - at).Contains('/'))
            {
                result.Append(text[at]);
                continue;
            }

            result.Append(Marks.One);
            at = close;
        }

        return result.ToString();
    }

    /// <summary><c>a{b,c}</c> is <c>ab</c> and <c>ac</c>; a range is something that is not known.</summary>
    private static IEnumerable<string> Braces(string text)
    {
        var pending = new Stack<string>([text]);
        var done = new List<string>();
        while (pending.TryPop(out var next))
        {
            if (pending.Count + done.Count > WordsMax) return [Marks.Anything];
            if (Innermost(next) is not (var open, var close))
            {
                done.Add(next);
                continue;
            }

            var inside = next[(open + 1)..close];
            if (inside.Contains(Marks.Comma, StringComparison.Ordinal))
            {
                foreach (var choice in inside.Split(Marks.Comma)) pending.Push(next[..open] + choice + next[(close + 1)..]);
            }
            else
            {
                // Not a list: the braces stay, unless it is a range.
                var middle = inside.Contains("..", StringComparison.Ordinal) ? Marks.Anything : "{" + inside + "}";
                pending.Push(next[..open] + middle + next[(close + 1)..]);
            }
        }

        done.Reverse();
        return done;
    }

    private static (int Open, int Close)? Innermost(string text)
    {
        var close = text.IndexOf(Marks.Close);
        while (close >= 0)
        {
            var open = text.LastIndexOf(Marks.Open, close);
            if (open >= 0) return (open, close);
            close = text.IndexOf(Marks.Close, close + 1);
        }

        return null;
    }

    private static string Unmarked(string text) => text.Replace(Marks.Open, '{').Replace(Marks.Comma, ',').Replace(Marks.Close, '}');

    private IEnumerable<string> Tilde(string text, ShellState state)
    {
        if (!text.StartsWith(Marks.Tilde))
        {
            // Only some shells expand it within a word.
            var within = text.IndexOf(Marks.Tilde);
            if (within < 0) return [text];
            return Tilde(text[within..], state).Select(rest => text[..within] + rest).Append(text.Replace(Marks.Tilde, '~'));
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text[1..] : text[1..slash];
        var rest = slash < 0 ? "" : text[slash..];
        return name switch
        {
            "" => ValuesOf("HOME", state).Select(home => home + rest),
            "+" => state.Directories.Select(directory => directory + rest),
            "-" => [.. state.Earlier.Select(directory => directory + rest), Marks.Anything + rest],
            "root" => ["/root" + rest],
            _ when name == places.User => [places.Home + rest],

            // Whose it is, nobody knows; it may be the same directory.
            _ => [Marks.Anything + rest, places.Home + rest],
        };
    }

    private ShellInput Redirect(IReadOnlyList<ShellRedirection> redirections, ShellState state, ShellInput input, out IReadOnlyList<string>? targets)
    {
        targets = null;
        foreach (var redirection in redirections)
        {
            if (redirection.Operator is "<<" or "<<-" or "<<<")
            {
                input = new(true, redirection.Body is { } body ? string.Join(' ', ExpandOne(body, state)).Replace(Marks.Split, ' ') + "\n" : null);
                continue;
            }

            foreach (var target in ExpandOne(redirection.Target!, state))
            {
                if (redirection.Operator is ">&" or "<&" && (target == "-" || target.All(char.IsAsciiDigit))) continue;
                if (target.StartsWith("/dev/tcp/", StringComparison.Ordinal) || target.StartsWith("/dev/udp/", StringComparison.Ordinal))
                {
                    Raise(RiskClass.R3, "it opens a connection of its own");
                    if (!redirection.IsAside) targets ??= [];
                    continue;
                }

                if (redirection.Operator is "<" or "<&")
                {
                    input = ShellInput.Unknown;
                    RunsWritten(target, state, content => input = new(true, content));
                    Touch(target, PathUse.Read, state);
                    continue;
                }

                Touch(target, PathUse.Write, state);
                if (!redirection.IsAside) targets = [.. targets ?? [], target];
            }
        }

        return input;
    }
}
