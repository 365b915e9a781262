using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.ShellPolicy.Entries;

/// <summary>
/// Options of a program that take a value, and what the value is: a path that is read or written, or, with null, a
/// text.
/// </summary>
internal sealed record OptionTable(IReadOnlyDictionary<string, ShellPathUse?> Values)
{
    /// <param name="options">
    /// Blank-separated, before each <c>=</c> for a text, <c>&lt;</c> for a path that is read, <c>&gt;</c> for one that
    /// is written.
    /// </param>
    public static OptionTable Of(string options) => new(
        options.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(
            option => option[1..],
            UseOf,
            StringComparer.Ordinal));

    /// <summary>
    /// Whether a word gives that option: <c>-o</c> also among others in one word, and long ones also shortened.
    /// </summary>
    public static bool Gives(string word, string option)
    {
        if (word.Length < 2 || word[0] != '-') return false;
        if (option.Length == 2) return word[1] != '-' && word.Contains(option[1], StringComparison.Ordinal);
        var name = word.Split('=', 2)[0];
        return name.Length > 3
            && name.StartsWith("--", StringComparison.Ordinal)
            && option.StartsWith(name, StringComparison.Ordinal);
    }

    /// <summary>Whether a word gives that option, or begins with those letters.</summary>
    public static bool GivesOrBegins(string word, string option) =>
        Gives(word, option) || word.StartsWith(option, StringComparison.Ordinal);

    /// <summary>Divides words into operands and values of options.</summary>
    public (List<string> Operands, List<(string Value, ShellPathUse? Use)> Values) Divide(IEnumerable<string> words)
    {
        var operands = new List<string>();
        var values = new List<(string, ShellPathUse?)>();
        ShellPathUse? pending = null;
        var waits = false;
        var open = true;
        foreach (var word in words)
        {
            if (waits)
            {
                values.Add((word, pending));
                waits = false;
            }
            else if (!open || word.Length < 2 || word[0] != '-')
            {
                operands.Add(word);
            }
            else if (word == "--")
            {
                open = false;
            }
            else if (Values.TryGetValue(word, out pending))
            {
                waits = true;
            }
            else if (word.Length > 2 && word[1] != '-' && Values.TryGetValue(word[..2], out var attached))
            {
                values.Add((word[2..], attached));
            }
            else if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                values.Add((word[(equals + 1)..], Values.GetValueOrDefault(word[..equals])));
            }
        }

        return (operands, values);
    }

    private static ShellPathUse? UseOf(string option) => option[0] switch
    {
        '<' => ShellPathUse.Read,
        '>' => ShellPathUse.Write,
        _ => null,
    };
}
