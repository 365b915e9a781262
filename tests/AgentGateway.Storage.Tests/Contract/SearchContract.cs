using AgentGateway.Domain.Threads;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every store promises about search.</summary>
public abstract class SearchContract : StoreContract
{
    [Fact]
    public async Task Messages_with_all_words_come_before_those_with_some()
    {
        var ids = await SayAsync(
            "beta beta beta beta",
            "alpha and something else",
            "a long text in which, after many words, alpha meets beta once",
            "nothing of it");
        var hits = await Store.Reads.SearchAsync("alpha beta", null, 10, Stop);
        Assert.Equal(ids[2], hits[0].Message.Value);
        Assert.Equal(new[] { ids[0], ids[1] }.Order(), hits.Skip(1).Select(hit => hit.Message.Value).Order());
        Assert.Equal(hits.Select(hit => hit.Score).OrderDescending(), hits.Select(hit => hit.Score));
    }

    [Fact]
    public async Task Other_forms_of_a_word_are_found_too()
    {
        var ids = await SayAsync("she was painting sunsets", "a painter's sunset", "he paints walls");
        Assert.Equal([ids[0], ids[2]], await FoundAsync("painted"));
        Assert.Equal([ids[0], ids[1]], await FoundAsync("sunsets"));
        Assert.Equal([ids[0]], await FoundAsync("\"paint sunset\""));
    }

    [Fact]
    public async Task What_has_rare_words_is_recalled_first_and_its_neighbours_behind()
    {
        var ids = await SayAsync(
            "where do you keep it?", "the spare key is under the blue pot", "thanks", "fine", "more", "and more",
            "a key", "another key", "no");
        var found = await Store.Reads.RecallAsync(new(["spare", "keys"], 10), Stop);

        Assert.Equal(ids[1], found[0].Row.Id.Value);
        Assert.Equal([ids[6], ids[7]], found.Skip(1).Take(2).Select(each => each.Row.Id.Value).Order());
        Assert.All(found.Take(3), each => Assert.True(each.Relevance > 0));
        Assert.Equal(ids.Except([ids[1], ids[6], ids[7]]), found.Skip(3).Select(each => each.Row.Id.Value).Order());
        Assert.All(found.Skip(3), each => Assert.Equal(0, each.Relevance));
        var frequencies = await Store.Reads.FrequenciesAsync(["keys", "key", "spare", "none"], Stop);
        Assert.Equal(
            new Dictionary<string, long> { ["kei"] = 3, ["spare"] = 1, ["none"] = 0 }, frequencies.ByStem);
    }

    [Fact]
    public async Task Recall_keeps_to_the_author_the_time_and_the_thread_that_are_asked_for()
    {
        var first = new ThreadScript("thr_1");
        var second = new ThreadScript("thr_2");
        foreach (var script in (ThreadScript[])[first, second])
        {
            await Store.AppendAsync(script.Create());
            await Store.AppendAsync(script.Say("needle"));
        }

        Assert.Equal(2, (await Store.Reads.RecallAsync(new(["needle"], 10), Stop)).Count);
        Assert.Single(await Store.Reads.RecallAsync(new(["needle"], 1), Stop));
        var here = Assert.Single(await Store.Reads.RecallAsync(new(["needle"], 10) { Thread = second.Thread }, Stop));
        Assert.Equal(second.Id(1), here.Row.Id);
        var author = here.Row.Message.Author.ToUpperInvariant();
        Assert.Equal(2, (await Store.Reads.RecallAsync(new(["needle"], 10) { Speaker = author }, Stop)).Count);
        Assert.Empty(await Store.Reads.RecallAsync(new(["needle"], 10) { Speaker = "another" }, Stop));
        Assert.Empty(await Store.Reads.RecallAsync(new(["needle"], 10) { Until = here.Row.At }, Stop));
        Assert.Empty(await Store.Reads.RecallAsync(new(["needle"], 10) { Since = here.Row.At.AddTicks(1) }, Stop));
        Assert.Empty(await Store.Reads.RecallAsync(new(["nothing", "\0"], 10), Stop));
        Assert.Empty(await Store.Reads.RecallAsync(new([], 10), Stop));
    }

    [Fact]
    public async Task A_phrase_must_occur_as_it_stands()
    {
        var ids = await SayAsync("the quick brown fox", "the brown quick fox", "quick, Brown!");
        Assert.Equal([ids[0], ids[2]], await FoundAsync("\"quick brown\""));
        Assert.Equal([ids[0]], await FoundAsync("fox \"quick brown\"", 1));
        Assert.DoesNotContain(ids[1], await FoundAsync("fox \"quick brown\""));
        Assert.Empty(await FoundAsync("\"fox quick\""));
    }

    [Fact]
    public async Task Letter_case_does_not_matter()
    {
        var ids = await SayAsync("Über die GRENZE");
        Assert.Equal(ids, await FoundAsync("über"));
        Assert.Equal(ids, await FoundAsync("grenze ÜBER"));
    }

    /// <summary>
    /// These characters mean something in the index's language; in a query of a person they are text.
    /// </summary>
    [Theory]
    [InlineData("alpha*")]
    [InlineData("alph*")]
    [InlineData("\"alpha")]
    [InlineData("alpha\"")]
    [InlineData("(alpha")]
    [InlineData("alpha)")]
    [InlineData("text:alpha")]
    [InlineData("^alpha")]
    [InlineData("-alpha")]
    [InlineData("alpha+beta")]
    [InlineData("{alpha beta}")]
    [InlineData("alpha;DROP TABLE message")]
    [InlineData("'alpha'")]
    [InlineData("alpha\0beta")]
    [InlineData("\"\"")]
    [InlineData("\"\" alpha")]
    [InlineData("*")]
    [InlineData("\"\"\"")]
    [InlineData("AND")]
    [InlineData("OR alpha")]
    [InlineData("NOT alpha")]
    [InlineData("NEAR(alpha beta, 2)")]
    [InlineData("alpha \"beta AND")]
    [InlineData("\ud800 alpha")]
    [InlineData("🦊")]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Every_character_is_literal(string query)
    {
        var ids = await SayAsync("alpha", "gamma");
        var found = await FoundAsync(query);
        Assert.DoesNotContain(ids[1], found);
    }

    [Theory]
    [InlineData("not found", "NOT", true)]
    [InlineData("this or that", "or", true)]
    [InlineData("file.name", "\"file name\"", true)]
    [InlineData("file.name", "file.name", true)]
    [InlineData("name file", "file.name", false)]
    [InlineData("snake_case_name", "snake_case_name", true)]
    [InlineData("C# is fine", "c#", true)]
    [InlineData("version 3.40.1 of it", "3.40.1", true)]
    [InlineData("alphabet", "alpha", false)]
    public async Task Words_are_found_as_they_are_written(string text, string query, bool isFound)
    {
        var ids = await SayAsync(text, "something else");
        Assert.Equal(isFound ? [ids[0]] : [], await FoundAsync(query));
    }

    [Fact]
    public async Task A_very_long_query_is_answered()
    {
        var ids = await SayAsync("needle");
        Assert.Equal(
            ids,
            await FoundAsync(
                "needle " + string.Join(' ', Enumerable.Range(0, 2_000).Select(number => $"word{number}"))));
        Assert.Empty(await FoundAsync(new string('x', 100_000)));
    }

    [Fact]
    public async Task The_snippet_shows_the_match_between_stars()
    {
        var before = string.Join(' ', Enumerable.Repeat("before", 100));
        var after = string.Join(' ', Enumerable.Repeat("after", 100));
        await SayAsync($"{before} Needle! {after}");
        var hit = Assert.Single(await Store.Reads.SearchAsync("needle", null, 10, Stop));
        Assert.Contains("**Needle**!", hit.Snippet, StringComparison.Ordinal);
        Assert.InRange(hit.Snippet.Length, 20, 300);
        Assert.StartsWith("…", hit.Snippet, StringComparison.Ordinal);
        Assert.EndsWith("…", hit.Snippet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hit_names_thread_message_and_time()
    {
        var script = new ThreadScript("thr_1") { At = ThreadScript.Start.AddTicks(5) };
        await Store.AppendAsync(script.Create());
        await Store.AppendAsync(script.Say("needle"));
        var hit = Assert.Single(await Store.Reads.SearchAsync("needle", null, 10, Stop));
        Assert.Equal((script.Thread, script.Id(1), script.At), (hit.Thread, hit.Message, hit.At));
    }

    [Fact]
    public async Task Hidden_threads_and_hidden_messages_are_never_found_and_archived_threads_are()
    {
        var hidden = new ThreadScript("thr_hidden");
        await Store.AppendAsync(hidden.Create(hidden: true));
        await Store.AppendAsync(hidden.Say("needle"));
        var archived = new ThreadScript("thr_archived");
        await Store.AppendAsync(archived.Create());
        await Store.AppendAsync(archived.Say("needle"));
        await Store.AppendAsync(archived.Say("needle too, but hidden", Visibility.Hidden));
        await Store.AppendAsync(archived.Append(new ThreadArchived()));
        Assert.Equal([archived.Id(1).Value], await FoundAsync("needle"));
        Assert.Empty(await Store.Reads.SearchAsync("needle", hidden.Thread, 10, Stop));
    }

    [Fact]
    public async Task One_thread_alone_is_searched_when_asked_for()
    {
        var here = new ThreadScript("thr_here");
        var there = new ThreadScript("thr_there");
        foreach (var script in (ThreadScript[])[here, there])
        {
            await Store.AppendAsync(script.Create());
            await Store.AppendAsync(script.Say("needle"));
            await Store.AppendAsync(script.Say("hay"));
        }

        Assert.Equal(here.Id(1), Assert.Single(await Store.Reads.SearchAsync("needle", here.Thread, 10, Stop)).Message);
        Assert.Empty(await Store.Reads.SearchAsync("needle", new("thr_none"), 10, Stop));
    }

    [Fact]
    public async Task No_more_hits_than_asked_for_and_of_equal_ones_the_newest()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        for (var day = 0; day < 20; day++)
        {
            script.At = Store.Time.GetUtcNow().AddDays(day - 20);
            await Store.AppendAsync(script.Say("needle"));
        }

        var hits = await Store.Reads.SearchAsync("needle", null, 3, Stop);
        Assert.Equal([script.Id(20), script.Id(19), script.Id(18)], hits.Select(hit => hit.Message));
        Assert.Empty(await Store.Reads.SearchAsync("needle", null, 0, Stop));
    }

    private async Task<string[]> SayAsync(params string[] texts)
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        foreach (var text in texts)
            await Store.AppendAsync(script.Say(text));
        return [.. Enumerable.Range(1, texts.Length).Select(seq => script.Id(seq).Value)];
    }

    private async Task<string[]> FoundAsync(string query, int limit = 10) =>
        [.. (await Store.Reads.SearchAsync(query, null, limit, Stop)).Select(hit => hit.Message.Value).Order()];
}
