using System.Globalization;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Reads the lists of changed files that git diff prints with zero bytes between. Pure; an incomplete entry at the
/// end is left out.
/// </summary>
internal static class DiffReader
{
    /// <summary>Added and deleted lines by path; nulls for a binary file.</summary>
    public static IReadOnlyDictionary<string, (int? Added, int? Deleted)> Counts(string numstat)
    {
        var counts = new Dictionary<string, (int?, int?)>(StringComparer.Ordinal);
        var parts = numstat.Split('\0');
        for (var at = 0; at < parts.Length; at++)
        {
            if (parts[at].Split('\t', 3) is not [var added, var deleted, var path]) continue;
            // For a renamed file the two names follow as entries of their own.
            if (path.Length == 0)
            {
                at += 2;
                if (at >= parts.Length) break;
                path = parts[at];
            }

            counts[path] = (Number(added), Number(deleted));
        }

        return counts;
    }

    public static IEnumerable<ChangedFileView> Files(
        string nameStatus, IReadOnlyDictionary<string, (int? Added, int? Deleted)> counts,
            IReadOnlySet<string> untracked)
    {
        var parts = nameStatus.Split('\0');
        for (var at = 0; at + 1 < parts.Length; at += 2)
        {
            var letter = parts[at].Length == 0 ? ' ' : parts[at][0];
            if (letter is 'R' or 'C') at++;
            if (at + 1 >= parts.Length) break;
            var path = parts[at + 1];
            var (added, deleted) = counts.GetValueOrDefault(path);
            yield return new(path, untracked.Contains(path) ? "untracked" : Word(letter), added, deleted);
        }
    }

    private static string Word(char letter) => letter switch
    {
        'A' or 'C' => "added",
        'D' => "deleted",
        'R' => "renamed",
        _ => "modified",
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
