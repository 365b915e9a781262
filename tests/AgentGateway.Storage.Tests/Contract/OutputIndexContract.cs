using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Tests.Support;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every output index promises.</summary>
public abstract class OutputIndexContract : StoreContract
{
    private static readonly SessionId Shell = SessionId.Of("ses_shell");
    private static readonly SessionId Build = SessionId.Of("ses_build");
    private static readonly DateTimeOffset Start = ThreadScript.Start;

    private IOutputIndex Index => Store.OutputIndex;

    [Fact]
    public async Task Lines_with_every_word_are_found_in_any_order_of_the_words()
    {
        await PrintAsync(Shell, "the quick brown fox", "a lazy dog", "brown bread, quick to make");
        Assert.Equal(["brown bread, quick to make", "the quick brown fox"], await FindAsync("QUICK brown"));
        Assert.Empty(await FindAsync("quick dog"));
        Assert.Empty(await FindAsync("bro"));
    }

    [Fact]
    public async Task A_phrase_stands_as_it_was_typed_and_within_one_line()
    {
        await PrintAsync(
            Shell, "connection refused by peer", "the peer refused the connection", "the connection", "refused again");
        Assert.Equal(["connection refused by peer"], await FindAsync("\"connection refused\""));
        Assert.Equal(["the peer refused the connection"], await FindAsync("peer \"refused the\""));
    }

    [Theory]
    [InlineData("src/main.rs:12", "error at src/main.rs:12:5")]
    [InlineData("a*b", "the product a*b is")]
    [InlineData("NEAR(", "words near here")]
    [InlineData("ńandú", "a NANDU runs")]
    [InlineData("snake_case", "in snake_case here")]
    [InlineData("日本語", "prints 日本語 too")]
    [InlineData("\"unclosed", "an unclosed one")]
    [InlineData("--help", "try --help now")]
    [InlineData("AND OR NOT", "and or not")]
    public async Task Every_character_is_literal(string query, string line)
    {
        await PrintAsync(Shell, "something else", line, "and no more");
        Assert.Equal([line], await FindAsync(query));
    }

    [Theory]
    [InlineData("")]
    [InlineData("***")]
    [InlineData("\"\"")]
    [InlineData("\0")]
    public async Task Nothing_to_look_for_finds_nothing(string query)
    {
        await PrintAsync(Shell, "anything");
        Assert.Empty(await FindAsync(query));
    }

    [Fact]
    public async Task The_newest_lines_come_first_across_sessions_and_whatever_was_appended_last()
    {
        await AppendAsync(Shell, Line(100, 100, "hit A"), Line(200, 300, "hit B"));
        await AppendAsync(Build, Line(0, 50, "hit C"), Line(20, 200, "hit D"), Line(40, 400, "hit E"));
        await AppendAsync(Shell, Line(300, 310, "hit F"));
        Assert.Equal(["hit E", "hit F", "hit B", "hit D", "hit A", "hit C"], await FindAsync("hit"));
        Assert.Equal(["hit E", "hit F"], await FindAsync("hit", limit: 2));
        Assert.Empty(await FindAsync("hit", limit: 0));
    }

    [Fact]
    public async Task Of_lines_of_one_moment_the_last_comes_first()
    {
        await AppendAsync(Shell, [.. Enumerable.Range(0, 100).Select(number => Line(number * 10, 5, $"row {number}"))]);
        Assert.Equal(["row 99", "row 98", "row 97"], await FindAsync("row", limit: 3));
    }

    [Fact]
    public async Task A_search_can_be_confined_to_a_session_a_time_and_a_severity()
    {
        await AppendAsync(
            Shell, Line(0, 0, "job one", LineSeverity.Debug), Line(10, 10, "job two", LineSeverity.Error));
        await AppendAsync(Build, Line(0, 5, "job three", LineSeverity.Warning), Line(10, 15, "job four"));
        Assert.Equal(["job two", "job one"], await FindAsync("job", session: Shell));
        Assert.Equal(["job four", "job two"], await FindAsync("job", since: Start.AddSeconds(10)));
        Assert.Equal(["job two", "job three"], await FindAsync("job", severity: LineSeverity.Warning));
        Assert.Equal(["job two"], await FindAsync("job", severity: LineSeverity.Error));
        Assert.Equal(["job three"], await FindAsync("job", session: Build, severity: LineSeverity.Warning));
        Assert.Empty(await FindAsync("job", session: SessionId.Of("ses_unknown")));
        Assert.Empty(await FindAsync("job", since: DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task Lines_of_several_sessions_are_found_and_of_none_no_lines()
    {
        var third = SessionId.Of("ses_third");
        await AppendAsync(Shell, Line(0, 10, "run one"));
        await AppendAsync(Build, Line(0, 20, "run two"));
        await AppendAsync(third, Line(0, 30, "run three"));
        Assert.Equal(
            ["run three", "run one"],
            await TextsAsync(new("run", new HashSet<SessionId> { Shell, third }, null, null, 10)));
        Assert.Empty(await TextsAsync(new("run", new HashSet<SessionId>(), null, null, 10)));
    }

    [Fact]
    public async Task Page_after_page_has_every_line_once_also_those_of_one_moment()
    {
        await AppendAsync(
            Shell, [.. Enumerable.Range(0, 40).Select(number => Line(number * 10, number / 10, $"row s{number}"))]);
        await AppendAsync(
            Build, [.. Enumerable.Range(0, 40).Select(number => Line(number * 10, number / 10, $"row b{number}"))]);
        var whole = await TextsAsync(new("row", null, null, null, 100));
        var pages = new List<string>();
        OutputKey? before = null;
        while (true)
        {
            var page = await Index.SearchAsync(new("row", null, null, null, 7) { Before = before }, Stop);
            if (page.Count == 0) break;
            pages.AddRange(page.Select(hit => hit.Line.Text));
            before = OutputKey.Read(OutputKey.Of(page[^1]).ToString());
        }

        Assert.Equal(80, whole.Count);
        Assert.Equal(whole, pages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.ses_a")]
    [InlineData("x.ses_a.1")]
    [InlineData("1.ses_a.x")]
    [InlineData("9223372036854775807.ses_a.1")]
    public void What_no_search_gave_is_no_place(string text) => Assert.Null(OutputKey.Read(text));

    [Fact]
    public async Task A_hit_tells_whose_it_is_and_shows_its_matches()
    {
        var line = new OutputLine(42, Start, OutputStream.Terminal, LineSeverity.Error, "Fatal Error: no such file");
        await Index.AppendAsync(new(Shell, "svarog"), [line], 70, Stop);
        var hit = Assert.Single(await Index.SearchAsync(new("error \"such file\"", null, null, null, 10), Stop));
        Assert.Equal(new OutputHit(Shell, "svarog", line, "Fatal **Error**: no **such file**"), hit);
    }

    [Fact]
    public async Task Of_a_long_line_the_part_around_the_match_is_shown()
    {
        var text = string.Join(' ', Enumerable.Range(0, 500).Select(number => number == 300 ? "needle" : $"w{number}"));
        await PrintAsync(Shell, text);
        var hit = Assert.Single(await Index.SearchAsync(new("needle", null, null, null, 10), Stop));
        Assert.Equal(text, hit.Line.Text);
        Assert.StartsWith("…", hit.Snippet, StringComparison.Ordinal);
        Assert.EndsWith("…", hit.Snippet, StringComparison.Ordinal);
        Assert.Contains(" w299 **needle** w301 ", hit.Snippet, StringComparison.Ordinal);
        Assert.True(hit.Snippet.Length < 400);
    }

    [Fact]
    public async Task How_far_a_session_is_indexed_is_known_and_nothing_is_added_twice()
    {
        Assert.Equal(0, await Index.IndexedToAsync(Shell, Stop));
        await Index.AppendAsync(new(Shell, null), [Line(0, 0, "echo one"), Line(9, 0, "echo two")], 20, Stop);
        Assert.Equal(20, await Index.IndexedToAsync(Shell, Stop));
        await Index.AppendAsync(
            new(Shell, null), [Line(0, 0, "echo one"), Line(9, 0, "echo two"), Line(20, 1, "echo three")], 30, Stop);
        Assert.Equal(30, await Index.IndexedToAsync(Shell, Stop));
        await Index.AppendAsync(new(Shell, null), [], 25, Stop);
        Assert.Equal(30, await Index.IndexedToAsync(Shell, Stop));
        Assert.Equal(["echo three", "echo two", "echo one"], await FindAsync("echo"));
        Assert.Equal(0, await Index.IndexedToAsync(Build, Stop));
    }

    [Fact]
    public async Task What_the_ring_has_lost_is_forgotten()
    {
        await PrintAsync(Build, "old and kept");
        await AppendAsync(
            Shell, [.. Enumerable.Range(0, 100).Select(number => Line(number * 10, number, $"old {number}"))]);
        await Index.TrimAsync(Shell, 975, Stop);
        Assert.Equal(["old 99", "old 98"], await FindAsync("old", session: Shell));
        Assert.Equal(["old and kept"], await FindAsync("old", session: Build));
        Assert.Equal(1000, await Index.IndexedToAsync(Shell, Stop));
        await Index.TrimAsync(SessionId.Of("ses_unknown"), 5, Stop);
    }

    [Fact]
    public async Task A_removed_session_leaves_nothing_and_may_begin_anew()
    {
        await PrintAsync(Shell, "first life");
        await PrintAsync(Build, "first of another");
        await Index.RemoveAsync(Shell, Stop);
        Assert.Equal(["first of another"], await FindAsync("first"));
        Assert.Equal(0, await Index.IndexedToAsync(Shell, Stop));
        await PrintAsync(Shell, "second life");
        Assert.Equal(["second life"], await FindAsync("life"));
        await Index.RemoveAsync(SessionId.Of("ses_unknown"), Stop);
    }

    [Fact]
    public async Task Many_sessions_append_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            var session = SessionId.Of($"ses_{number}");
            for (var part = 0; part < 10; part++)
            {
                await Index.AppendAsync(
                    new(session, null),
                    [.. Enumerable.Range(0, 20)
                        .Select(line => Line((part * 20) + line, part, $"common word{number} part{part}"))],
                    (part + 1) * 20,
                    Stop);
            }
        }));
        Assert.Equal(200, (await FindAsync("common word123", limit: 1_000)).Count);
        Assert.Equal(20, (await FindAsync("common part7", limit: 1_000, session: SessionId.Of("ses_7"))).Count);
        Assert.Equal(100, (await FindAsync("common", limit: 100)).Count);
    }

    private static HashSet<SessionId>? Only(SessionId? session) => session is { } one ? [one] : null;

    private static OutputLine Line(
        long offset, double seconds, string text, LineSeverity severity = LineSeverity.Info) =>
        new(offset, Start.AddSeconds(seconds), OutputStream.Terminal, severity, text);

    private Task PrintAsync(SessionId session, params string[] lines) =>
        AppendAsync(session, [.. lines.Select((line, number) => Line(number * 10, number, line))]);

    private Task AppendAsync(SessionId session, params OutputLine[] lines) =>
        Index.AppendAsync(new(session, null), lines, lines[^1].Offset + 10, Stop).AsTask();

    private async Task<IReadOnlyList<string>> TextsAsync(OutputQuery query) =>
        [.. (await Index.SearchAsync(query, Stop)).Select(hit => hit.Line.Text)];

    private async Task<IReadOnlyList<string>> FindAsync(
        string query, int limit =
            50, SessionId? session = null, DateTimeOffset? since = null, LineSeverity? severity = null) =>
        [.. (await Index.SearchAsync(
            new(query, Only(session), since, severity, limit), Stop)).Select(hit => hit.Line.Text)];
}
