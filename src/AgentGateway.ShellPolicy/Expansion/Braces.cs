using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Expansion;

/// <summary><c>a{b,c}</c> is <c>ab</c> and <c>ac</c>; a range is something that is not known.</summary>
internal static class Braces
{
    private const int WordsMax = 64;

    public static IEnumerable<string> Expand(string text)
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
                foreach (var choice in inside.Split(Marks.Comma))
                    pending.Push(next[..open] + choice + next[(close + 1)..]);
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

    /// <summary>Braces and commas that stood for nothing are themselves.</summary>
    public static string Unmarked(string text) =>
        text.Replace(Marks.Open, '{').Replace(Marks.Comma, ',').Replace(Marks.Close, '}');

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
}
