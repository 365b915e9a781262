using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Tests.Recall;

/// <summary>The order in which what was found is given.</summary>
public sealed class RecallRankingTests
{
    private static readonly DateTimeOffset Now = new(2024, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_message_behind_one_that_has_the_words_is_found_by_it()
    {
        var ranked = Rank(
            "Which paint did you choose for the fence?",
            Said("t1", 1, "Which paint for the fence?"),
            Said("t1", 2, "The dark green one."),
            Said("t2", 1, "Rain again."));

        Assert.Equal(["t1:1", "t1:2"], ranked.Take(2).Select(each => each.Candidate.Id).Order());
        Assert.Equal(["paint", "fence"], ranked.Single(each => each.Candidate.Id == "t1:2").WordsAround);
    }

    [Fact]
    public void What_is_found_where_nothing_was_ever_said_has_a_score_all_the_same()
    {
        var query = RecallSearch.Query("where is staging", [MemoryScope.Global]);
        var note = Said("t1", 1, "The staging server is the second one") with
        {
            Group = null, Kind = "note",
        };
        var ranked = RecallRanking.Rank(query, [note], new(0, new Dictionary<string, long> { ["stage"] = 0 }), Now);
        Assert.True(double.IsFinite(Assert.Single(ranked).Score) && ranked[0].Score > 0);
    }

    [Fact]
    public void A_named_speaker_is_preferred_and_not_looked_for_as_a_word()
    {
        var ranked = Rank(
            "What did Mira cook?",
            Said("t1", 1, "Mira, I cook soup today") with { Speaker = "Jon" },
            Said("t1", 2, "I cook dumplings today") with { Speaker = "Mira" });

        Assert.Equal("t1:2", ranked[0].Candidate.Id);
        Assert.True(ranked[0].IsSpeaker);
    }

    [Fact]
    public void A_named_month_is_preferred()
    {
        var ranked = Rank(
            "Who visited in March 2024?",
            Said("t1", 1, "Aunt Olga visited us") with { At = Now.AddMonths(-1) },
            Said("t2", 1, "Aunt Petra visited us") with { At = new(2024, 3, 9, 8, 0, 0, TimeSpan.Zero) });

        Assert.Equal("t2:1", ranked[0].Candidate.Id);
        Assert.True(ranked[0].IsDate);
    }

    [Fact]
    public void Of_equal_texts_the_trusted_and_the_newer_come_first()
    {
        var text = Said("t1", 1, "The port is 8080") with { Group = null };
        var ranked = Rank(
            "Which port?",
            text with { Id = "untrusted" },
            text with { Id = "approved", Trust = RecallTrust.Approved },
            text with { Id = "working", Trust = RecallTrust.Working },
            text with { Id = "old", Trust = RecallTrust.Working, At = Now.AddYears(-3) });

        string[] order = [.. ranked.Select(each => each.Candidate.Id)];
        Assert.Equal(["approved", "working"], order[..2]);
        Assert.Equal(["old", "untrusted"], order[2..].Order());
    }

    [Fact]
    public void Coverage_says_how_much_of_the_question_was_found()
    {
        var ranked = Rank("violet submarine", Said("t1", 1, "a violet submarine"), Said("t2", 1, "a violet"));
        Assert.Equal(1, ranked[0].Coverage, 0.001);
        Assert.InRange(ranked[1].Coverage, 0.1, 0.9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0 \ud800 ?")]
    [InlineData("word word word")]
    public void Odd_questions_and_texts_do_no_harm(string text)
    {
        var ranked = Rank(text, Said("t1", 1, ""), Said("t1", 1, "\ud800\0"), Said("t1", 2, text), Said("t1", -5, "word"));
        Assert.All(ranked, each => Assert.True(double.IsFinite(each.Score)));
        Assert.Empty(Rank(text));
    }

    private static IReadOnlyList<RankedCandidate> Rank(string question, params RecallCandidate[] pool) =>
        RecallRanking.Rank(
            RecallSearch.Query(question, [MemoryScope.Global]), pool, RecallStatistics.None, Now);

    private static RecallCandidate Said(string thread, long seq, string text) => new()
    {
        Kind = "message",
        Id = $"{thread}:{seq}",
        Text = text,
        Group = thread,
        Seq = seq,
        At = Now.AddDays(-1),
        Source = "a test",
    };
}
