namespace AgentGateway.Runtime.Tools;

/// <summary>The names that are nearest to one that does not exist.</summary>
internal static class NearestNames
{
    private const int NamesMax = 3;

    /// <summary>The nearest first; empty where none is so near that it may have been meant.</summary>
    public static IReadOnlyList<string> Of(string text, IEnumerable<string> names)
    {
        var most = Math.Max(2, text.Length / 3);
        return
        [
            .. names.Select(name => (name, changes: Changes(text, name)))
                .Where(near => near.changes <= most)
                .OrderBy(near => near.changes)
                .ThenBy(near => near.name, StringComparer.Ordinal)
                .Take(NamesMax)
                .Select(near => near.name),
        ];
    }

    /// <summary>How many characters are added, left out or replaced between the two (Levenshtein).</summary>
    private static int Changes(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
