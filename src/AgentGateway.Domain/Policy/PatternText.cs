namespace AgentGateway.Domain.Policy;

/// <summary>
/// Patterns of rules. At worst, matching any pattern takes time in proportion to the product of both lengths.
/// </summary>
public static class PatternText
{
    /// <summary><c>*</c> stands for any characters.</summary>
    public static bool Fits(string pattern, string text, bool ignoreCase = false)
    {
        int at = 0, from = 0, star = -1, mark = 0;
        while (from < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                mark = from;
            }
            else if (at < pattern.Length && Same(pattern[at], text[from], ignoreCase))
            {
                at++;
                from++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                from = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*') at++;
        return at == pattern.Length;
    }

    /// <summary>Name by name: <c>*</c> within one, <c>**</c> for any number of them, none included.</summary>
    public static bool FitsPath(string pattern, string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

        // reached[i]: the parts so far can have taken exactly the first i names.
        var reached = new bool[names.Length + 1];
        reached[0] = true;
        foreach (var part in parts)
        {
            var next = new bool[names.Length + 1];
            if (part == "**")
            {
                var any = false;
                for (var taken = 0; taken <= names.Length; taken++) next[taken] = any |= reached[taken];
            }
            else
            {
                for (var taken = 0; taken < names.Length; taken++)
                    next[taken + 1] = reached[taken] && Fits(part, names[taken]);
            }

            reached = next;
        }

        return reached[names.Length];
    }

    /// <summary>How much of it is said to the letter.</summary>
    public static int Letters(string pattern) => pattern.Count(character => character != '*');

    private static bool Same(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToLowerInvariant(left) == char.ToLowerInvariant(right));
}
