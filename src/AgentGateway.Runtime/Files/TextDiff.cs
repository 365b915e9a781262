using System.Globalization;
using System.Text;

namespace AgentGateway.Runtime.Files;

/// <summary>
/// A unified diff of two texts, bounded in time and length: texts that differ too much are shown as replaced.
/// </summary>
public static class TextDiff
{
    private const int Context = 3;
    private const int CellsMax = 4_000_000;

    /// <summary>Empty where they are equal.</summary>
    /// <param name="before">Null for a file that was not there.</param>
    public static string Unified(string path, string? before, string after, int charactersMax)
    {
        if (before == after) return "";
        var (old, now) = (Lines(before ?? ""), Lines(after));
        var edits = Edits(old, now);
        var text = new StringBuilder();
        text.Append(
            before is null
                ? "--- /dev/null\n"
                : $"--- a/{path}\n").Append(CultureInfo.InvariantCulture, $"+++ b/{path}\n");
        foreach (var (start, end) in Hunks(edits))
        {
            Hunk(text, edits, start, end);
            if (text.Length <= charactersMax) continue;
            text.Length = charactersMax;
            return text.Append("\n[the diff goes on]\n").ToString();
        }

        return text.ToString();
    }

    private static string[] Lines(string text)
    {
        if (text.Length == 0) return [];
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + "\n\\ No newline at end of file"];
    }

    private static List<Edit> Edits(string[] old, string[] now)
    {
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start]) start++;
        var (oldEnd, nowEnd) = (old.Length, now.Length);
        while (oldEnd > start && nowEnd > start && old[oldEnd - 1] == now[nowEnd - 1])
            (oldEnd, nowEnd) = (oldEnd - 1, nowEnd - 1);
        var edits = new List<Edit>(now.Length + 16);
        for (var index = 0; index < start; index++) edits.Add(new(' ', old[index]));
        Middle(edits, old.AsSpan(start..oldEnd), now.AsSpan(start..nowEnd));
        for (var index = oldEnd; index < old.Length; index++) edits.Add(new(' ', old[index]));
        return edits;
    }

    private static void Middle(List<Edit> edits, ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        var (row, column) = (0, 0);
        if ((long)(old.Length + 1) * (now.Length + 1) <= CellsMax)
        {
            // Lengths of the longest common subsequence of the lines that follow each pair of indexes.
            var width = now.Length + 1;
            var common = new int[(old.Length + 1) * width];
            for (var i = old.Length - 1; i >= 0; i--)
                for (var j = now.Length - 1; j >= 0; j--)
                    common[(i * width)
                        + j] = old[i] == now[j]
                            ? common[((i + 1) * width) + j + 1] + 1
                            : Math.Max(common[((i + 1) * width) + j], common[(i * width) + j + 1]);
            while (row < old.Length && column < now.Length)
            {
                if (old[row] == now[column])
                {
                    edits.Add(new(' ', old[row++]));
                    column++;
                }
                else if (common[((row + 1) * width) + column] >= common[(row * width) + column + 1])
                {
                    edits.Add(new('-', old[row++]));
                }
                else
                {
                    edits.Add(new('+', now[column++]));
                }
            }
        }

        while (row < old.Length) edits.Add(new('-', old[row++]));
        while (column < now.Length) edits.Add(new('+', now[column++]));
    }

    private static IEnumerable<(int Start, int End)> Hunks(List<Edit> edits)
    {
        var at = 0;
        while (true)
        {
            var first = edits.FindIndex(at, edit => edit.Kind != ' ');
            if (first < 0) yield break;
            var last = first;
            for (var next = first; next >= 0
                && next - last <= 2 * Context; next = edits.FindIndex(next + 1, edit => edit.Kind != ' '))
                last = next;
            yield return (Math.Max(at, first - Context), Math.Min(edits.Count, last + Context + 1));
            at = last + 1;
        }
    }

    private static void Hunk(StringBuilder text, List<Edit> edits, int start, int end)
    {
        var (oldBefore, nowBefore) = (edits.Take(start).Count(edit => edit.Kind != '+'),
            edits.Take(start).Count(edit => edit.Kind != '-'));
        var hunk = edits.GetRange(start, end - start);
        var (oldCount, nowCount) = (hunk.Count(edit => edit.Kind != '+'), hunk.Count(edit => edit.Kind != '-'));
        // A side without lines is numbered by the line before it.
        var oldFirst = oldCount == 0 ? oldBefore : oldBefore + 1;
        var nowFirst = nowCount == 0 ? nowBefore : nowBefore + 1;
        text.Append(CultureInfo.InvariantCulture, $"@@ -{oldFirst},{oldCount} +{nowFirst},{nowCount} @@\n");
        foreach (var edit in hunk) text.Append(edit.Kind).Append(edit.Line).Append('\n');
    }

    private readonly record struct Edit(char Kind, string Line);
}
