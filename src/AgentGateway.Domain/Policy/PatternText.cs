namespace AgentGateway.Domain.Policy;

/// <summary>Patterns of rules. The time to match is at most in proportion to the product of both lengths.</summary>
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

    /// <summary>
    /// Compares name by name: <c>*</c> stands for characters within one name, <c>**</c> for any number of names, also
    /// none.
    /// </summary>
    public static bool FitsPath(string pattern, string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

        // reached[i]: the segments of the pattern so far fit exactly the first i names.
        var reached = new bool[names.Length + 1];
        reached[0] = true;
        foreach (var segment in segments)
        {
            var next = new bool[names.Length + 1];
            if (segment == "**")
            {
                var any = false;
                for (var taken = 0; taken <= names.Length; taken++) next[taken] = any |= reached[taken];
            }
            else
            {
                for (var taken = 0; taken < names.Length; taken++)
                    next[taken + 1] = reached[taken] && Fits(segment, names[taken]);
            }

            reached = next;
        }

        return reached[names.Length];
    }

    /// <summary>How many characters of it stand for themselves: the more, the more specific it is.</summary>
    public static int Letters(string pattern) => pattern.Count(character => character != '*');

    private static bool Same(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToLowerInvariant(left) == char.ToLowerInvariant(right));
}
