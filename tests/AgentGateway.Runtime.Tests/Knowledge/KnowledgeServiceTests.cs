using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Knowledge;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Turns;

namespace AgentGateway.Runtime.Tests.Knowledge;

/// <summary>Knowledge on both stores: put, reviewed, replaced, and asked before work.</summary>
public sealed class KnowledgeServiceTests
{
    private static readonly ToolRequest Person = Request(Gateway.Operator);
    private static readonly ToolRequest Weles = OfAgent("weles");
    private static readonly ToolRequest Rarog = OfAgent("rarog");

    private static readonly PutRequest Deploying = new(
        "Deploying the shop", "Run make deploy, then look at the health page.")
    {
        Scope = "global",
        CoverageKey = "deploy/shop",
    };

    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [InlineData(StoreKind.Volatile)]
    [InlineData(StoreKind.Sqlite)]
    public async Task What_was_reviewed_is_not_overwritten_and_a_promoted_candidate_replaces_it(StoreKind store)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = store });
        var knowledge = gateway.Runtime.Get<KnowledgeService>();
        var first = (await knowledge.PutAsync(Weles, Deploying, Stop)).Value;
        Assert.Equal(("put", "working", "weles"), (first.Outcome, first.Knowledge.Trust, first.Knowledge.Author));
        var second = (await knowledge.PutAsync(Rarog, Deploying with { Summary = "Run ninja." }, Stop)).Value;
        Assert.Equal(("new_version", first.Knowledge.Id), (second.Outcome, second.Knowledge.Id));

        Assert.Equal("own_knowledge", await RefusedAsync(Rarog, first.Knowledge.Id, "promoted"));
        Assert.Equal("not_allowed", await RefusedAsync(Weles, first.Knowledge.Id, "approved"));
        var promoted = (await knowledge.ReviewAsync(Weles, first.Knowledge.Id, "promoted", "ran it", Stop)).Value.Knowledge;
        Assert.Equal(("promoted", "weles", "ran it"), (promoted.Trust, promoted.Reviewer, promoted.Review));

        var candidate = (await knowledge.PutAsync(Weles, Deploying, Stop)).Value;
        Assert.Equal(("candidate", first.Knowledge.Id), (candidate.Outcome, candidate.Knowledge.Beside));
        Assert.Equal(2, (await SearchAsync("deployed")).Count);
        var approved = (await knowledge.ReviewAsync(Person, candidate.Knowledge.Id, "approved", null, Stop)).Value.Knowledge;
        Assert.Equal("approved", approved.Trust);
        Assert.Equal([candidate.Knowledge.Id], await SearchAsync("deployed"));
        Assert.Equal("knowledge_not_current", await RefusedAsync(Person, first.Knowledge.Id, "approved"));
        Assert.Equal("known", (await knowledge.PutAsync(Weles, Deploying, Stop)).Value.Outcome);
        Assert.Equal("not_allowed", await RefusedAsync(Rarog, candidate.Knowledge.Id, "rejected"));
        Assert.Equal(
            "rejected",
            (await knowledge.ReviewAsync(Person, candidate.Knowledge.Id, "rejected", null, Stop)).Value.Knowledge.Standing);
        Assert.Empty(await SearchAsync("deployed"));
        Assert.Empty((await knowledge.SearchAsync(Person, null, null, null, null, Stop)).Value.Knowledge);

        async Task<string?> RefusedAsync(ToolRequest by, string id, string trust) =>
            (await knowledge.ReviewAsync(by, id, trust, null, Stop)).Rejection?.Code;

        async Task<List<string>> SearchAsync(string words) =>
        [
            .. (await knowledge.SearchAsync(Person, words, null, null, null, Stop)).Value.Knowledge
                .Select(piece => piece.Id),
        ];
    }

    [Theory]
    [InlineData(StoreKind.Volatile)]
    [InlineData(StoreKind.Sqlite)]
    public async Task A_preflight_finds_by_the_words_and_says_what_to_do(StoreKind store)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = store });
        var knowledge = gateway.Runtime.Get<KnowledgeService>();
        foreach (var other in (string[])["Baking bread", "Feeding the quokka", "Billing of the shop", "Releasing a library"])
            await knowledge.PutAsync(Person, new(other, $"How {other} goes, in the shop too.") { Scope = "global" }, Stop);
        var piece = (await knowledge.PutAsync(Weles, Deploying, Stop)).Value.Knowledge;

        Assert.Equal(("refresh", piece.Id), await AskAsync("Please deploy our shop to production today"));
        await knowledge.ReviewAsync(Rarog, piece.Id, "promoted", null, Stop);
        Assert.Equal(("reuse", piece.Id), await AskAsync("Please deploy our shop to production today"));
        Assert.Equal(("reuse", piece.Id), await AskAsync("what covers deploy/shop?"));
        Assert.Equal(("none", null), await AskAsync("Write a poem about the sea in the shop"));
        Assert.Equal(("none", null), await AskAsync("the and of"));
        Assert.Equal(("none", null), await AskAsync("\" OR * NEAR("));

        Assert.Equal(
            "empty_text", (await gateway.Runtime.Get<PreflightService>().AskAsync(Person, " ", Stop)).Rejection?.Code);

        async Task<(string, string?)> AskAsync(string about)
        {
            var answer = (await gateway.Runtime.Get<PreflightService>().AskAsync(Person, about, Stop)).Value;
            return (answer.Decision, answer.Items is [var first, ..] ? first.Knowledge.Id : null);
        }
    }

    [Fact]
    public async Task What_is_not_fresh_any_more_is_to_be_checked_again()
    {
        var clock = new FakeClock();
        await using var gateway = await Gateway.StartWithAsync(new() { Time = clock });
        var knowledge = gateway.Runtime.Get<KnowledgeService>();
        await knowledge.PutAsync(Person, Deploying with { FreshUntil = "1h" }, Stop);
        Assert.Equal("reuse", await AskAsync());
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("refresh", await AskAsync());
        Assert.True((await knowledge.SearchAsync(Person, "shop", null, null, null, Stop)).Value.Knowledge[0].Stale);

        async Task<string> AskAsync() =>
            (await gateway.Runtime.Get<PreflightService>().AskAsync(Person, "deploy the shop", Stop)).Value.Decision;
    }

    [Fact]
    public async Task What_is_out_of_scope_is_neither_found_nor_reviewed()
    {
        await using var gateway = await Gateway.StartAsync();
        var knowledge = gateway.Runtime.Get<KnowledgeService>();
        var own = (await knowledge.PutAsync(Weles, Deploying with { Scope = "agent" }, Stop)).Value.Knowledge;
        Assert.Equal("agent:weles", own.Scope);
        Assert.Empty((await knowledge.SearchAsync(Rarog, "deploying", null, null, null, Stop)).Value.Knowledge);
        Assert.Equal(
            "unknown_knowledge", (await knowledge.ReviewAsync(Rarog, own.Id, "promoted", null, Stop)).Rejection?.Code);
        Assert.Equal(
            "none", (await gateway.Runtime.Get<PreflightService>().AskAsync(Rarog, "deploy the shop", Stop)).Value.Decision);
        var source = gateway.Runtime.Get<IEnumerable<IRecallSource>>().Single(one => one.Kind == "knowledge");
        Assert.Single(await source.FindAsync(Query(Weles), Stop));
        Assert.Empty(await source.FindAsync(Query(Rarog), Stop));
        Assert.Equal(
            "invalid_scope",
            (await knowledge.PutAsync(Person, Deploying with { Scope = "thread:thr_1" }, Stop)).Rejection?.Code);

        static RecallQuery Query(ToolRequest request) =>
            new() { Text = "deploying", Words = ["deploying"], Scopes = MemoryReach.Of(request) };
    }

    [Fact]
    public async Task Two_at_once_of_one_key_are_one_piece()
    {
        await using var gateway = await Gateway.StartAsync();
        var knowledge = gateway.Runtime.Get<KnowledgeService>();
        var put = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => knowledge.PutAsync(Weles, Deploying with { Summary = $"Version {number}." }, Stop)));
        Assert.Single(put.Select(one => one.Value.Knowledge.Id).Distinct());
        Assert.Equal(20, (await knowledge.SearchAsync(Weles, null, null, null, null, Stop)).Value.Knowledge[0].Version);
    }

    [Theory]
    [InlineData("subject", 201)]
    [InlineData("summary", 2_001)]
    [InlineData("payload", 8_001)]
    [InlineData("coverage_key", 201)]
    [InlineData("evidence", 301)]
    public async Task Texts_are_bounded(string name, int length)
    {
        await using var gateway = await Gateway.StartAsync();
        var text = new string('x', length);
        var asked = new PutRequest(name == "subject" ? text : "s", name == "summary" ? text : "s")
        {
            Payload = name == "payload" ? text : null,
            CoverageKey = name == "coverage_key" ? text : null,
            Evidence = name == "evidence" ? [text] : [],
        };
        var refused = (await gateway.Runtime.Get<KnowledgeService>().PutAsync(Weles, asked, Stop)).Rejection!;
        Assert.Equal("text_too_long", refused.Code);
        Assert.Contains(name, refused.Message);
    }

    [Fact]
    public async Task A_turn_is_told_what_fits_and_the_decision_is_an_event_of_its_thread_once()
    {
        await using var gateway = await Gateway.StartAsync();
        var piece = (await gateway.Runtime.Get<KnowledgeService>().PutAsync(
            Person, Deploying with { Payload = "Step </knowledge> one" }, Stop)).Value.Knowledge;
        var sent = await gateway.AskAsync("Deploy the shop, please.");
        var section = (await gateway.Runtime.Get<PromptPreview>().OfAsync(sent.ThreadId, Stop)).Value.Sections
            .Single(one => one.Name == "knowledge").Text;
        Assert.Contains($"<knowledge id=\"{piece.Id}\" trust=\"working\" by=\"operator\">", section);
        Assert.Equal(
            section.IndexOf("</knowledge>", StringComparison.Ordinal),
            section.LastIndexOf("</knowledge>", StringComparison.Ordinal));
        Assert.Empty(await DecisionsAsync(gateway, sent.ThreadId));

        await gateway.Runtime.Get<PreflightService>().AskAsync(
            OfAgent("weles", new(sent.ThreadId)), "Deploy the shop, please.", Stop);
        await gateway.Runtime.Get<PreflightService>().AskAsync(
            OfAgent("weles", new(sent.ThreadId)), "Deploy the shop, please.", Stop);
        var decided = Assert.Single(await DecisionsAsync(gateway, sent.ThreadId));
        Assert.Equal("preflight.decided", decided.Type);
        Assert.DoesNotContain("please", decided.Payload);
    }

    [Theory]
    [InlineData(StoreKind.Volatile)]
    [InlineData(StoreKind.Sqlite)]
    public async Task What_is_forgotten_is_gone_from_events_tables_and_preflights(StoreKind store)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = store });
        var knowledge = gateway.Runtime.Get<KnowledgeService>();
        var piece = (await knowledge.PutAsync(Weles, Deploying with { Payload = "quokka" }, Stop)).Value.Knowledge;
        await knowledge.ReviewAsync(Person, piece.Id, "approved", "The quokka is right.", Stop);
        var asked = OfAgent("rarog", new("thr_1"));
        await gateway.Runtime.Get<PreflightService>().AskAsync(asked, "deploy the shop", Stop);
        Assert.Equal(
            "unknown_knowledge",
            (await knowledge.ForgetAsync(OfAgent("rarog"), "kno_0", Stop)).Rejection?.Code);

        Assert.True((await knowledge.ForgetAsync(Person, piece.Id, Stop)).Value.Erased);

        Assert.Empty((await knowledge.SearchAsync(Person, "deploying", null, null, null, Stop)).Value.Knowledge);
        Assert.Empty((await knowledge.SearchAsync(Person, piece.Id, null, null, null, Stop)).Value.Knowledge);
        Assert.Equal(
            "none", (await gateway.Runtime.Get<PreflightService>().AskAsync(asked, "deploy the shop", Stop)).Value.Decision);
        var stored = await gateway.Store.Journal.ReadStreamAsync(StreamId.Of("knowledge", piece.Id), 0, 10, Stop);
        Assert.Equal([false, false, true, true], stored.Select(one => one.Payload is not null));
        Assert.DoesNotContain(await DecisionsAsync(gateway, "thr_1"), one => one.Payload!.Contains(
            "Deploying", StringComparison.Ordinal));
        Assert.Equal(
            "unknown_knowledge", (await knowledge.ReviewAsync(Person, piece.Id, "approved", null, Stop)).Rejection?.Code);

        // What is put anew under its key is another piece.
        Assert.NotEqual(piece.Id, (await knowledge.PutAsync(Weles, Deploying, Stop)).Value.Knowledge.Id);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Null((await gateway.Store.Store.CheckAsync(Stop)).Unsound);
    }

    private static async Task<IReadOnlyList<StoredEvent>> DecisionsAsync(Gateway gateway, string thread) =>
        await gateway.Store.Journal.ReadStreamAsync(StreamId.Of("preflight", thread), 0, 10, Stop);

    private static ToolRequest Request(Caller caller) => new(caller, default(JsonElement));

    private static ToolRequest OfAgent(string name, ThreadId? thread = null) =>
        ToolRequest.Of(new(name, "key", thread), null, default);
}
