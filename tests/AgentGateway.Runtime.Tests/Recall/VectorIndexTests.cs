using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Runtime.Tests.Recall;

/// <summary>The vectors in memory, compared with going through them in the simplest way.</summary>
public sealed class VectorIndexTests
{
    private const int Seed = 20_261_122;

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(64)]
    [InlineData(769)]
    public void Products_are_those_of_single_numbers_also_of_the_largest_steps(int length)
    {
        var random = new Random(Seed);
        sbyte[] one = [.. Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-127, 128))];
        sbyte[] most = [.. Enumerable.Repeat((sbyte)127, length)];
        sbyte[] least = [.. Enumerable.Repeat((sbyte)-127, length)];
        Assert.Equal(one.Zip(most, (first, second) => first * second).Sum(), TextVector.Dot(one, most));
        Assert.Equal(127 * 127 * length, TextVector.Dot(most, most));
        Assert.Equal(-127 * 127 * length, TextVector.Dot(most, least));
    }

    [Fact]
    public void A_vector_is_as_near_to_itself_as_can_be_and_one_without_direction_to_none()
    {
        var random = new Random(Seed);
        float[] numbers = [.. Enumerable.Range(0, 384).Select(_ => random.NextSingle() - 0.5f)];
        var vector = TextVector.Of(numbers);
        Assert.Equal(1, TextVector.Dot(vector.Steps, vector.Steps) * vector.Scale * vector.Scale, 0.01);
        Assert.Equal(0, TextVector.Of(new float[8]).Scale);
    }

    /// <summary>Texts come, change and go; the nearest are always those of a plain list.</summary>
    [Fact]
    public void The_nearest_are_those_of_a_plain_list_whatever_was_put_and_removed()
    {
        const int Dimension = 24;
        var random = new Random(Seed);
        var index = new VectorIndex();
        Dictionary<VectorKey, EmbeddedText> plain = [];
        for (var step = 0; step < 4_000; step++)
        {
            var key = new VectorKey(random.Next(2) == 0 ? "note" : "message", $"{random.Next(1_500)}");
            var group = $"thr_{random.Next(30)}";
            if (random.Next(200) == 0)
            {
                index.RemoveGroup(group);
                foreach (var gone in plain.Values.Where(text => text.Group == group).ToArray()) plain.Remove(gone.Key);
            }
            else if (random.Next(4) == 0)
            {
                index.Remove(key);
                plain.Remove(key);
            }
            else
            {
                index.Put(plain[key] = new(
                    key, group, step, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Vector(random, Dimension))]));
            }
        }

        Assert.Equal(plain.Count, index.Count);
        Assert.Equal(
            plain.Values.OrderBy(text => text.Position).Take(5).Select(text => text.Key), index.Oldest(5));
        for (var asked = 0; asked < 50; asked++)
        {
            var question = Vector(random, Dimension);
            var group = asked % 2 == 0 ? null : $"thr_{random.Next(30)}";
            var expected = plain.Values.Where(text => group is null || text.Group == group)
                .Select(text => text.Vectors.Max(
                    vector => vector.Scale * question.Scale * TextVector.Dot(vector.Steps, question.Steps)))
                .OrderDescending().Take(10).Select(each => Math.Round((double)each, 4));
            var found = index.Nearest(question, group, 10, TestContext.Current.CancellationToken);
            Assert.Equal(expected, found.Select(each => Math.Round(each.Similarity, 4)));
            Assert.Equal(found.Count, found.Select(each => each.Key).Distinct().Count());
        }

        Assert.Empty(index.Nearest(Vector(random, Dimension + 1), null, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Words_decide_where_they_cover_the_question_and_meaning_where_they_do_not()
    {
        Assert.Equal(["a", "c", "b", "d"], Fused(coverage: 1));
        Assert.Equal(["b", "c", "a", "d"], Fused(coverage: 0.2));
        Assert.Equal(1, RecallFusion.Fuse([Ranked("a", 1)], [(new("message", "a"), 0.2)])[0].Score, 0.001);

        // The best by words, one that has none of them, one that has some, and one that is not near.
        static IEnumerable<string> Fused(double coverage)
        {
            RankedCandidate[] byWords =
            [
                Ranked("a", 12) with { Coverage = coverage }, Ranked("c", 4), Ranked("d", 3), Ranked("b", 2) with { Words = [] },
            ];
            var fused = RecallFusion.Fuse(
                byWords, [(new("message", "b"), 0.9), (new("message", "c"), 0.8), (new("message", "a"), 0.3)]);
            Assert.Equal(0.9, fused.Single(ranked => ranked.Candidate.Id == "b").Similarity);
            Assert.Null(fused.Single(ranked => ranked.Candidate.Id == "d").Similarity);
            return fused.Select(ranked => ranked.Candidate.Id);
        }
    }

    [Fact]
    public void A_long_text_has_parts_that_end_between_words_and_leave_nothing_out()
    {
        var text = string.Join(' ', Enumerable.Range(0, 1_500).Select(number => $"word{number}"));
        var parts = TextParts.Of(Ranked("a", 0).Candidate with { Text = text }).ToArray();
        Assert.Equal(text, string.Join(' ', parts));
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 2_000));
        Assert.Equal(8, TextParts.Of(Ranked("a", 0).Candidate with { Text = new('x', 1_000_000) }).Count());
        Assert.Empty(TextParts.Of(Ranked("a", 0).Candidate with { Text = " \n " }));
    }

    private static RankedCandidate Ranked(string id, double score) =>
        new(
            new()
            {
                Kind = "message", Id = id, Text = "", At = DateTimeOffset.UnixEpoch, Source = "",
            },
            score)
        {
            Words = ["word"],
            Coverage = 0.1,
        };

    private static TextVector Vector(Random random, int dimension) =>
        TextVector.Of([.. Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - 0.5f)]);
}
