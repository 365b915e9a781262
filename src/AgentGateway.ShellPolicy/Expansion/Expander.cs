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
internal sealed class Expander(ShellMachine machine, Findings findings, Func<ShellNode, ShellState, string?> substitute)
{
    private const int WordsMax = 64;
    private const int CharactersMax = 8 * 1024;

    /// <summary>The words that one word becomes.</summary>
    public List<string> Expand(ShellWord word, ShellState state)
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

        var words = new List<string>();
        foreach (var text in built.SelectMany(Braces.Expand))
        {
            foreach (var field in text.Split(Marks.Split))
            {
                if (field.Length == 0 && (!quoted || text.Length > 0)) continue;
                words.AddRange(Tilde(Braces.Unmarked(field), state));
                if (!findings.Spend()) return [Marks.Anything];
            }
        }

        return words;
    }

    /// <summary>A word of which one text is wanted, as for the target of a redirection: never none.</summary>
    public IReadOnlyList<string> ExpandOne(ShellWord word, ShellState state)
    {
        var words = Expand(word, state);
        return words.Count == 0 ? [""] : words;
    }

    /// <summary>A text that does not fall apart into words, as the value of a variable.</summary>
    public IEnumerable<string> ExpandText(ShellWord word, ShellState state) =>
        Expand(word, state).Select(value => value.Replace(Marks.Split, ' '));

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
            case ShellFragmentKind.Altered:
                if (fragment.Otherwise is { } change) Expand(change, state);
                return [.. Unquoted(Values(fragment, state), fragment, state), Marks.Anything];
            case ShellFragmentKind.Substitution:
                return Substitution(fragment, state);
            default:
                if (fragment.Otherwise is { } inner) Expand(inner, state);
                return [Marks.Anything];
        }
    }

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
        var known = Bounded(printed.TrimEnd(Marks.Unknown).TrimEnd('\n'));
        if (!fragment.Quoted) known = Fields.Unquoted(known, state);

        // What is not known to the end may be any fragment of it as well.
        return printed.Contains(Marks.Unknown, StringComparison.Ordinal) ? [known, Marks.Anything] : [known];
    }

    private static IReadOnlyList<string> Values(ShellFragment fragment, ShellState state) =>
        [.. VariableValues.Of(fragment.Text, state).Select(Bounded)];

    private static IReadOnlyList<string> Unquoted(
        IReadOnlyList<string> values, ShellFragment fragment, ShellState state) =>
        fragment.Quoted ? values : [.. values.Select(value => Fields.Unquoted(value, state))];

    /// <summary>A text that grows with every use is not followed for ever.</summary>
    private static string Bounded(string value) => value.Length <= CharactersMax ? value : Marks.Anything;

    private IEnumerable<string> Tilde(string text, ShellState state)
    {
        if (!text.StartsWith(Marks.Tilde))
        {
            // Only some shells expand it within a word.
            var within = text.IndexOf(Marks.Tilde);
            if (within < 0) return [text];
            return Tilde(text[within..], state)
                .Select(rest => text[..within] + rest)
                .Append(text.Replace(Marks.Tilde, '~'));
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text[1..] : text[1..slash];
        var rest = slash < 0 ? "" : text[slash..];
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
