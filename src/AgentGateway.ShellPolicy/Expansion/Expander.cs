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
        foreach (var part in word.Parts)
        {
            quoted |= part.Quoted;
            var options = Options(part, state);
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

    /// <summary>The texts that one part of a word may become.</summary>
    private IReadOnlyList<string> Options(ShellPart part, ShellState state)
    {
        if (part.Kind == ShellPartKind.Text) return [part.Quoted ? part.Text : Fields.Classes(part.Text)];
        findings.NotPlain();
        switch (part.Kind)
        {
            case ShellPartKind.Variable:
                return Variable(part, state);
            case ShellPartKind.Altered:
                if (part.Otherwise is { } change) Expand(change, state);
                return [.. Unquoted(Values(part, state), part, state), Marks.Anything];
            case ShellPartKind.Substitution:
                return Substitution(part, state);
            default:
                if (part.Otherwise is { } inner) Expand(inner, state);
                return [Marks.Anything];
        }
    }

    private IReadOnlyList<string> Variable(ShellPart part, ShellState state)
    {
        var values = Values(part, state);
        if (part.Otherwise is { } otherwise)
        {
            var other = ExpandOne(otherwise, state);
            state.Assign(part.Text, other, certain: false);
            values = [.. values, .. other];
        }

        return Unquoted(values, part, state);
    }

    private IReadOnlyList<string> Substitution(ShellPart part, ShellState state)
    {
        var printed = part.Script is null ? null : substitute(part.Script, state);
        if (part.Text.Length > 0) return [findings.Files.WriteSubstitution(printed)];
        if (printed is null) return [Marks.Anything];
        var known = Bounded(printed.TrimEnd(Marks.Unknown).TrimEnd('\n'));
        if (!part.Quoted) known = Fields.Unquoted(known, state);

        // What is not known to the end may be any part of it as well.
        return printed.Contains(Marks.Unknown, StringComparison.Ordinal) ? [known, Marks.Anything] : [known];
    }

    private static IReadOnlyList<string> Values(ShellPart part, ShellState state) =>
        [.. VariableValues.Of(part.Text, state).Select(Bounded)];

    private static IReadOnlyList<string> Unquoted(IReadOnlyList<string> values, ShellPart part, ShellState state) =>
        part.Quoted ? values : [.. values.Select(value => Fields.Unquoted(value, state))];

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
