namespace AgentGateway.Domain.Policy.Commands;

/// <summary>How a program's words are read.</summary>
/// <param name="Options">Options that take a value, and what the value is; null for text.</param>
internal sealed record KnownProgram(PathRole Role, IReadOnlyDictionary<string, PathUse?> Options)
{
    /// <param name="options">Blank-separated; <c>=</c>, <c>&lt;</c> or <c>&gt;</c> before each.</param>
    public static KnownProgram Of(PathRole role, string options) => new(
        role,
        options.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(
            option => option[1..],
            option => option[0] switch { '<' => (PathUse?)PathUse.Read, '>' => PathUse.Write, _ => null },
            StringComparer.Ordinal));

    /// <summary>Divides words into operands and values of options.</summary>
    public (List<string> Operands, List<(string Value, PathUse? Use)> Values) Divide(IEnumerable<string> words)
    {
        var operands = new List<string>();
        var values = new List<(string, PathUse?)>();
        PathUse? pending = null;
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
            else if (Options.TryGetValue(word, out pending))
            {
                waits = true;
            }
            else if (word.Length > 2 && word[1] != '-' && Options.TryGetValue(word[..2], out var attached))
            {
                values.Add((word[2..], attached));
            }
            else if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                values.Add((word[(equals + 1)..], Options.GetValueOrDefault(word[..equals])));
            }
        }

        return (operands, values);
    }
}
