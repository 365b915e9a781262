namespace AgentGateway.Domain;

/// <summary>Finds names that may have been meant by one that does not exist.</summary>
public static class NearestNames
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

    /// <summary>
    /// How many characters are added, left out, replaced or swapped with their neighbour between the two.
    /// </summary>
    private static int Changes(string from, string to)
    {
        var (before, above) = (new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray());
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                row[j] = Math.Min(
                    above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1), Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, above) = (above, row);
        }

        return above[^1];
    }
}
