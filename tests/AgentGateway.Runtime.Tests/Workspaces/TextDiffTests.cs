using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Tests.Workspaces;

public sealed class TextDiffTests
{
    [Fact]
    public void A_change_is_shown_with_what_stands_around_it() => Assert.Equal(
        "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
        TextDiff.Unified("f", Lines(1, 9), Lines(1, 9).Replace("5\n", "five\n", StringComparison.Ordinal), 10_000));

    [Fact]
    public void A_new_file_comes_from_nowhere() =>
        Assert.Equal(
            "--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n",
            TextDiff.Unified("f", null, "a\nb", 10_000));

    [Fact]
    public void Changes_far_apart_are_hunks_of_their_own()
    {
        var after = Lines(1, 40)
            .Replace("\n3\n", "\nthree\n", StringComparison.Ordinal)
            .Replace("\n30\n", "\n", StringComparison.Ordinal);
        var diff = TextDiff.Unified("f", Lines(1, 40), after, 10_000);
        Assert.Contains("@@ -1,6 +1,6 @@", diff, StringComparison.Ordinal);
        Assert.Contains("@@ -27,7 +27,6 @@\n 27\n 28\n 29\n-30\n 31\n", diff, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_texts_differ_in_nothing() => Assert.Equal("", TextDiff.Unified("f", "a", "a", 100));

    [Fact]
    public void What_is_long_is_cut_and_what_is_wholly_different_ends_soon()
    {
        var diff = TextDiff.Unified("f", Lines(0, 100_000), Lines(200_000, 100_000), 1_000);
        Assert.InRange(diff.Length, 1_000, 1_100);
        Assert.EndsWith("[the diff goes on]\n", diff, StringComparison.Ordinal);
    }

    /// <summary>Applied to the old text, the diff gives the new one.</summary>
    [Fact]
    public void A_diff_says_everything_that_changed()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var (before, after) = (Text(random), Text(random));
            Assert.Equal(after, Apply(before, TextDiff.Unified("f", before, after, 1_000_000)));
        }
    }

    private static string Apply(string before, string diff)
    {
        var old = before.Split('\n')[..^1];
        var result = new List<string>();
        var at = 0;
        foreach (var line in diff.Split('\n').Skip(2))
        {
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                var part = line.Split(' ')[1][1..].Split(',').Select(number => int.Parse(number, null)).ToArray();
                var start = part[1] == 0 ? part[0] : part[0] - 1;
                while (at < start) result.Add(old[at++]);
            }
            else if (line.StartsWith('+'))
            {
                result.Add(line[1..]);
            }
            else if (line.Length > 0)
            {
                Assert.Equal(line[1..], old[at]);
                if (line[0] == ' ') result.Add(old[at]);
                at++;
            }
        }

        result.AddRange(old[at..]);
        return string.Concat(result.Select(line => line + "\n"));
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => $"{random.Next(6)}\n"));

    private static string Lines(int from, int count) =>
        string.Concat(Enumerable.Range(from, count).Select(line => $"{line}\n"));
}
