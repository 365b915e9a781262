using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Search;

/// <summary>What the index in SQLite does beyond what every store promises.</summary>
public sealed class SqliteSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Marks_on_letters_do_not_matter()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        var script = new ThreadScript("thr_1");
        await store.Journal.AppendAsync(script.Create(), Stop);
        await store.Journal.AppendAsync(script.Say("Zażółć gęślą jaźń, señor"), Stop);
        Assert.Single(await store.Reads<IThreadReads>().SearchAsync("senor zazołc", null, 10, Stop));
    }

    [Fact]
    public void Common_words_are_dropped_as_long_as_rarer_ones_remain()
    {
        Dictionary<string, int> occurrences = new()
        {
            ["\"the\""] = SearchTerms.OccurrencesMax,
            ["\"rare\""] = 3,
            ["\"scarce\""] = 90,
        };
        var terms = SearchTerms.Of(SearchQuery.Parse("the scarce rare"), term => occurrences[term]);
        Assert.True(terms.AreRare);
        Assert.Equal(["\"rare\" AND \"scarce\"", "\"rare\" OR \"scarce\""], terms.Tiers.Select(tier => tier.Match));

        var common = SearchTerms.Of(SearchQuery.Parse("the"), term => occurrences[term]);
        Assert.False(common.AreRare);
        Assert.Equal(["\"the\""], common.Tiers.Select(tier => tier.Match));
    }

    [Fact]
    public async Task More_words_come_before_fewer_and_a_phrase_is_never_given_up()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        var script = new ThreadScript("thr_1");
        await store.Journal.AppendAsync(script.Create(), Stop);
        foreach (var text in (string[])
        [
            "red red red", "red or blue", "red, green and blue", "green tea", "tea", "red tea pot", "red tea pot, blue",
        ])
            await store.Journal.AppendAsync(script.Say(text), Stop);

        var seqs = (await SeqsAsync("red green blue", 10)).ToArray();
        Assert.Equal(3, seqs[0]);
        Assert.Equal([2, 7], seqs[1..3].Order());
        Assert.Equal([1, 4, 6], seqs[3..].Order());
        Assert.Equal([7, 6], await SeqsAsync("red blue yellow \"tea pot\"", 10));

        async Task<IEnumerable<long>> SeqsAsync(string query, int limit)
        {
            var hits = await store.Reads<IThreadReads>().SearchAsync(query, null, limit, Stop);
            Assert.Equal(hits.Select(hit => hit.Score).OrderDescending(), hits.Select(hit => hit.Score));
            return hits.Select(
                hit => Enumerable.Range(1, 7).Select(seq => (long)seq).Single(seq => script.Id(seq) == hit.Message));
        }
    }

    [Fact]
    public async Task Words_that_are_all_very_common_find_the_newest_that_have_them_all()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        var script = new ThreadScript("thr_1");
        List<Task> pending = [store.Journal.AppendAsync(script.Create(), Stop).AsTask()];
        for (var count = 0; count < SearchTerms.OccurrencesMax + 10; count++)
            pending.Add(
                store.Journal.AppendAsync(script.Say(count % 2 == 0 ? "you and me" : "you and us"), Stop).AsTask());
        await Task.WhenAll(pending);

        var hits = await store.Reads<IThreadReads>().SearchAsync("you and", null, 2, Stop);
        Assert.Equal(
            [script.Id(SearchTerms.OccurrencesMax + 10), script.Id(SearchTerms.OccurrencesMax + 9)],
            hits.Select(hit => hit.Message));
        Assert.Equal("**you** **and** us", hits[0].Snippet);
        Assert.Equal(2, (await store.Reads<IThreadReads>().SearchAsync("you me", null, 2, Stop)).Count);
    }

    [Theory]
    [InlineData("a b", "a b", "")]
    [InlineData("a \"b c\" d", "a d", "b c")]
    [InlineData("a \"b c", "a b c", "")]
    [InlineData("\"b\" \"c\"", "", "b|c")]
    [InlineData("a A a", "a", "")]
    [InlineData("* + \"-\" a", "a", "")]
    [InlineData("\"\"\"\"", "", "")]
    public void A_query_is_words_and_phrases(string text, string words, string phrases)
    {
        var query = SearchQuery.Parse(text);
        Assert.Equal(words, string.Join(' ', query.Words));
        Assert.Equal(phrases, string.Join('|', query.Phrases));
    }
}
