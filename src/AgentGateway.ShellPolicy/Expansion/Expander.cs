using System.Text.RegularExpressions;
using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Expansion;

/// <summary>
/// From words as they are written to words as the program gets them, as far as that is known. Where there are several
/// possibilities it answers the words of all of them, and what is not known stands as <see cref="Marks.Unknown"/>.
/// </summary>
/// <param name="substitute">
/// Walks the script of a substitution, in a shell of its own, and answers what it prints.
/// </param>
internal sealed partial class Expander(
    ShellMachine machine, Findings findings, Func<ShellNode, ShellState, string?> substitute)
{
    private const int WordsMax = 64;
    private const int CharactersMax = 8 * 1024;

    /// <summary>As the two commas of <c>${x,,}</c> are marked.</summary>
    private const string LowerCase = "\uE005\uE005";
    private static readonly string NoWord = Marks.None.ToString();
    private static readonly string SplitUnknown = $"{Marks.Split}{Marks.Unknown}";
    private static readonly string UnknownSplit = $"{Marks.Unknown}{Marks.Split}";

    /// <summary>The words that one word becomes, those of all possibilities.</summary>
    public List<string> Expand(ShellWord word, ShellState state) =>
        [.. Choices(word, state).SelectMany(words => words)];

    /// <summary>What one word may become, each possibility by itself.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Choices(ShellWord word, ShellState state)
    {
        IReadOnlyList<string> built = [""];
        var quoted = false;
        foreach (var fragment in word.Fragments)
        {
            quoted |= fragment.Quoted;
            var options = Options(fragment, state);
            built = built.Count * options.Count <= WordsMax && findings.Spend(built.Count * options.Count)
                ? [.. built.SelectMany(start => options.Select(option => start + option)).Distinct()]
                : [Marks.Anything];
        }

        if (MayBeOneWord(word, built)) built = [.. built, Marks.Anything];
        SayWhatIsReadOtherwise(word);
        var staysEmpty = quoted && StaysWhenEmpty(word);
        return [.. built.SelectMany(text => Choices(text, quoted, staysEmpty, state))];
    }

    /// <summary>The words of one text; several possibilities only where tildes have more than one meaning.</summary>
    private IReadOnlyList<IReadOnlyList<string>> Choices(string built, bool quoted, bool staysEmpty, ShellState state)
    {
        List<List<string>> ways = [[]];
        foreach (var text in Braces.Expand(built))
        {
            foreach (var field in text.Split(Marks.Split))
            {
                if (field.Length == 0 && (!quoted || text.Length > 0)) continue;
                if (field.Length > 0 && !staysEmpty && field.All(character => character == Marks.None)) continue;
                var meanings = Tildes(WithoutMarks(Braces.Unmarked(field)), state);
                while (ways.Count < meanings.Count) ways.Add([.. ways[^1]]);
                for (var at = 0; at < ways.Count; at++) ways[at].Add(meanings[Math.Min(at, meanings.Count - 1)]);
                if (!findings.Spend()) return [[Marks.Anything]];
            }
        }

        return ways;
    }

    /// <summary>
    /// Where the first or last of several words is not known, it may be none; then the one beside it and the text
    /// around them are one word.
    /// </summary>
    private static bool MayBeOneWord(ShellWord word, IReadOnlyList<string> built) =>
        word.Fragments.Count(fragment => fragment.Kind != ShellFragmentKind.Text || fragment.Text.Length > 0) > 1
        && built.Any(text =>
            text.Contains(SplitUnknown, StringComparison.Ordinal)
            || text.Contains(UnknownSplit, StringComparison.Ordinal));

    /// <summary>
    /// A <c>$</c> alone keeps what is expanded beside it in one word, and so does <c>$!</c> while nothing runs in the
    /// background; braces are expanded before variables, so that a name beside them may become another one:
    /// <c>$u{v,w}</c> is <c>$uv $uw</c>.
    /// </summary>
    private void SayWhatIsReadOtherwise(ShellWord word)
    {
        var fragments = word.Fragments;
        var hasBraces = fragments.Any(fragment => fragment.Text.Contains(Marks.Open));
        if (word.Literal is not null && !hasBraces) return;
        for (var at = 0; at < fragments.Count; at++)
        {
            if (fragments.Count > 1 && fragments[at] is { Kind: ShellFragmentKind.Variable, Quoted: false, Text: "!" })
                findings.SayNotUnderstood("a $! beside what is expanded");
            if (fragments[at] is not { Kind: ShellFragmentKind.Text, Quoted: false, Text: var text }) continue;
            if (text == "$") findings.SayNotUnderstood("a $ that stands alone beside what is expanded");
            if (hasBraces && text[0] is Marks.Open or Marks.Comma or Marks.Close
                && at > 0 && fragments[at - 1] is { Kind: ShellFragmentKind.Variable, Quoted: false })
                findings.SayNotUnderstood("braces beside a variable");
        }
    }

    /// <summary>
    /// Whether <c>$@</c> without any leaves an empty word of it: there are quotes in it without a <c>$@</c> between them.
    /// </summary>
    private static bool StaysWhenEmpty(ShellWord word)
    {
        var (inQuotes, holdsAll) = (false, false);
        foreach (var fragment in word.Fragments)
        {
            // Quotes begin with an empty text.
            var begins = fragment is { Quoted: true, Kind: ShellFragmentKind.Text, Text: "" };
            if ((begins || !fragment.Quoted) && inQuotes && !holdsAll) return true;
            if (begins || !fragment.Quoted) (inQuotes, holdsAll) = (begins, false);
            else holdsAll |= fragment.Text == "@" || fragment.Text.EndsWith("[@]", StringComparison.Ordinal);
        }

        return inQuotes && !holdsAll;
    }

    /// <summary>A word of which one text is wanted, as for the target of a redirection: never none.</summary>
    public IReadOnlyList<string> ExpandOne(ShellWord word, ShellState state)
    {
        var words = Expand(word, state);
        return words.Count == 0 ? [""] : words;
    }

    /// <summary>
    /// A text that does not fall apart into words, as the value of a variable: each possibility, as in quotes.
    /// </summary>
    public IEnumerable<string> ExpandText(ShellWord word, ShellState state) =>
        Choices(new([.. word.Fragments.Select(InQuotes)]), state).Select(words => string.Join(' ', words));

    private static ShellFragment InQuotes(ShellFragment fragment) =>
        fragment with { Quoted = true, Text = Braces.Unmarked(fragment.Text) };

    /// <summary>The texts that one fragment of a word may become.</summary>
    private IReadOnlyList<string> Options(ShellFragment fragment, ShellState state)
    {
        if (fragment.Kind == ShellFragmentKind.Text)
            return [fragment.Quoted ? fragment.Text : Fields.Classes(fragment.Text)];
        findings.NotPlain();
        switch (fragment.Kind)
        {
            case ShellFragmentKind.Variable:
                return Variable(fragment, state);
            case ShellFragmentKind.Altered when fragment.Otherwise?.Literal is LowerCase or "^^":
                var lower = fragment.Otherwise.Literal == LowerCase;
                return Unquoted(
                    [
                        .. Values(fragment, state).Select(value =>
                            lower ? value.ToLowerInvariant() : value.ToUpperInvariant()),
                    ],
                    fragment, state);
            case ShellFragmentKind.Altered:
                if (fragment.Otherwise is { } change) Expand(change, state);
                return [.. Unquoted(Values(fragment, state), fragment, state), Marks.Anything];
            case ShellFragmentKind.Substitution:
                return Substitution(fragment, state);
            default:
                if (fragment.Otherwise is { } inner)
                    foreach (var expression in Expand(inner, state)) NoteComputed(expression, state);
                return [Marks.Anything];
        }
    }

    /// <summary>What is computed may be kept in a variable of the expression.</summary>
    private static void NoteComputed(string expression, ShellState state)
    {
        if (!Keeps().IsMatch(expression)) return;
        foreach (Match name in Name().Matches(expression)) state.Assign(name.Value, [Marks.Anything], certain: false);
    }

    [GeneratedRegex(@"(?<![=!<>])=(?!=)|<<=|>>=|\+\+|--")]
    private static partial Regex Keeps();

    [GeneratedRegex("[A-Za-z_][A-Za-z_0-9]*")]
    private static partial Regex Name();

    private IReadOnlyList<string> Variable(ShellFragment fragment, ShellState state)
    {
        var values = Values(fragment, state);
        if (fragment.Otherwise is { } otherwise)
        {
            var other = ExpandOne(otherwise, state);
            state.Assign(fragment.Text, other, certain: false);
            values = [.. values, .. other];
        }

        return Unquoted(values, fragment, state);
    }

    private IReadOnlyList<string> Substitution(ShellFragment fragment, ShellState state)
    {
        var printed = fragment.Script is null ? null : substitute(fragment.Script, state);
        if (fragment.Text.Length > 0) return [findings.Files.WriteSubstitution(printed)];
        if (printed is null) return [Marks.Anything];
        var text = Bounded(printed.TrimEnd(Marks.Unknown).TrimEnd('\n'));
        string[] known = fragment.Quoted ? [text] : [.. Fields.Unquoted(text, state)];

        // What is not known to the end may be any fragment of it as well.
        return printed.Contains(Marks.Unknown, StringComparison.Ordinal) ? [.. known, Marks.Anything] : known;
    }

    /// <summary>The words in one; what is not known may be no word, and then nothing separates it.</summary>
    private static string InOne(string value, string separators) =>
        WithoutMarks(value
            .Replace(SplitUnknown, Marks.Anything, StringComparison.Ordinal)
            .Replace(UnknownSplit, Marks.Anything, StringComparison.Ordinal)
            .Replace(Marks.Split.ToString(), separators.Length == 0 ? "" : separators[..1], StringComparison.Ordinal));

    private static string WithoutMarks(string text) => WithoutEmpty(text.Replace(NoWord, "", StringComparison.Ordinal));

    /// <summary>Outside of quotes a word that is empty is none.</summary>
    private static string WithoutEmpty(string text) =>
        text.Replace(Marks.Empty.ToString(), "", StringComparison.Ordinal);

    /// <summary>In quotes, <c>$*</c> is one word, with what <c>IFS</c> begins with between its words.</summary>
    private static IReadOnlyList<string> Values(ShellFragment fragment, ShellState state)
    {
        IReadOnlyList<string> values = [.. VariableValues.Of(fragment.Text, state).Select(Bounded)];
        if (!fragment.Quoted || !(fragment.Text is "*" || fragment.Text.EndsWith("[*]", StringComparison.Ordinal)))
            return values;
        return [.. state.Variables.GetValueOrDefault("IFS", [ShellState.Blanks]).SelectMany(
            separators => values.Select(value => InOne(value, separators)))];
    }

    private static IReadOnlyList<string> Unquoted(
        IReadOnlyList<string> values, ShellFragment fragment, ShellState state) =>
        fragment.Quoted ? values : [.. values.SelectMany(value => Fields.Unquoted(WithoutEmpty(value), state))];

    /// <summary>A text that grows with every use is not followed for ever.</summary>
    private static string Bounded(string value) => value.Length <= CharactersMax ? value : Marks.Anything;

    /// <summary>
    /// The meanings of a text with tildes. Behind the first character they are home directories in some shells only, and
    /// in bash where the word is like an assignment; then all of them are. That meaning is the last.
    /// </summary>
    private IReadOnlyList<string> Tildes(string text, ShellState state)
    {
        var parts = text.Split(Marks.Tilde);
        if (parts.Length == 1) return [text];
        IReadOnlyList<string> all = [parts[0]];
        foreach (var part in parts.Skip(1))
        {
            all = [.. all.SelectMany(start => Homes(part, state).Select(home => start + home)).Distinct()];
            if (all.Count > ShellState.AlternativesMax) return [Marks.Anything];
        }

        return parts switch
        {
            ["", _] => all,
            ["", ..] => [.. Homes(string.Join('~', parts.Skip(1)), state).Concat(all).Distinct()],
            _ => [string.Join('~', parts), .. all],
        };
    }

    /// <summary>The home directory of the user whose name the text begins with, and the rest of the text.</summary>
    private IEnumerable<string> Homes(string text, ShellState state)
    {
        var end = text.AsSpan().IndexOfAny('/', ':');
        var name = end < 0 ? text : text[..end];
        var rest = end < 0 ? "" : text[end..];
        return name switch
        {
            "" => VariableValues.Of("HOME", state).Select(home => home + rest),
            "+" => state.Directories.Select(directory => directory + rest),
            "-" => [.. state.Earlier.Select(directory => directory + rest), Marks.Anything + rest],
            "root" => ["/root" + rest],
            _ when name == machine.User => [machine.Home + rest],

            // Whose it is, is not known; it may be the same directory.
            _ => [Marks.Anything + rest, machine.Home + rest],
        };
    }
}
