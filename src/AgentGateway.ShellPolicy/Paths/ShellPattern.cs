using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Paths;

/// <summary>
/// Names against patterns of the shell, written with <see cref="Marks"/>. What is not known may be anything.
/// </summary>
internal static class ShellPattern
{
    public static bool Fits(string pattern, string name)
    {
        int at = 0, from = 0, star = -1, mark = 0;
        while (from < name.Length)
        {
            if (at < pattern.Length && (pattern[at] == Marks.One || pattern[at] == name[from]))
            {
                at++;
                from++;
            }
            else if (at < pattern.Length && pattern[at] is Marks.Star or Marks.Unknown)
            {
                star = at++;
                mark = from;
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

        while (at < pattern.Length && pattern[at] is Marks.Star or Marks.Unknown) at++;
        return at == pattern.Length;
    }
}
