using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Recall;

/// <summary>What <c>memory_recall</c> finds, and for whom.</summary>
public sealed class RecallTests
{
    private static readonly ToolRequest Client = new(Gateway.Client, default(JsonElement));

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Volatile)]
    public async Task A_question_finds_the_message_that_answers_it(StoreKind kind)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = kind });
        var thread = (await gateway.AskAsync("The deployment key of the beehive server is under the blue pot")).ThreadId;
        await gateway.AskAsync("Lunch is at noon");

        var answer = (await RecallAsync(gateway, new("Where were the deployment keys kept?"))).Value;

        var hit = answer.Hits[0];
        Assert.Equal(["deployment", "keys", "kept"], answer.Words);
        Assert.Equal(
            ("message", "The deployment key of the beehive server is under the blue pot", "operator", "confirmed"),
            (hit.Kind, hit.Text, hit.Speaker, hit.Trust));
        Assert.StartsWith($"thread {thread} message msg_", hit.Source, StringComparison.Ordinal);
        Assert.Equal("it has deployment, keys", hit.Why);
        Assert.Equal("just now", hit.Age);
        Assert.Null(hit.Scope);
    }

    [Fact]
    public async Task Filters_keep_out_what_was_not_asked_for()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = (await gateway.AskAsync("A needle in the barn")).ThreadId;
        var second = (await gateway.AskAsync("A needle in the attic")).ThreadId;
        string[] both = [.. new[] { first, second }.Order(StringComparer.Ordinal)];

        Assert.Equal([second], await ThreadsAsync(new("needle") { ThreadId = second, Speaker = "operator" }));
        Assert.Equal(both, await ThreadsAsync(new("needle") { Speaker = "OPERATOR", Kinds = ["message"] }));
        Assert.Empty(await ThreadsAsync(new("needle") { Kinds = ["output"] }));
        Assert.Empty(await ThreadsAsync(new("needle") { Until = "2h" }));
        Assert.Equal(both, await ThreadsAsync(new("needle") { Since = "2h", Speaker = "operator" }));
        Assert.Single((await RecallAsync(gateway, new("needle") { Limit = 1 })).Value.Hits);
        Assert.Empty((await RecallAsync(gateway, new("unheard"))).Value.Hits);

        async Task<IEnumerable<string>> ThreadsAsync(RecallRequest request) =>
            (await RecallAsync(gateway, request)).Value.Hits.Select(hit => hit.Source.Split(' ')[1])
                .Distinct().Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("", null, null, null, "empty_query")]
    [InlineData(" ?! ", null, null, null, "empty_query")]
    [InlineData("a", "dream", null, null, "invalid_argument")]
    [InlineData("a", null, "moon", null, "invalid_argument")]
    [InlineData("a", null, null, "yesteryear", "invalid_argument")]
    public async Task What_cannot_be_answered_is_refused(
        string query, string? kind, string? scope, string? until, string code)
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new RecallRequest(query)
        {
            Kinds = kind is null ? null : [kind], Scopes = scope is null ? null : [scope], Until = until,
        };
        Assert.Equal(code, (await RecallAsync(gateway, request)).Rejection?.Code);
        Assert.Equal("query_too_long", (await RecallAsync(gateway, new(new('x', 1_001)))).Rejection?.Code);
        Assert.Equal("unknown_thread", (await RecallAsync(gateway, new("x") { ThreadId = "7" })).Rejection?.Code);
    }

    /// <summary>Characters that mean something in the index's language are text.</summary>
    [Theory]
    [InlineData("needle\"")]
    [InlineData("needle* AND (")]
    [InlineData("NEAR(needle, 2)")]
    [InlineData("text:needle")]
    [InlineData("'; DROP TABLE message; -- needle")]
    public async Task Every_character_is_literal(string query)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite });
        await gateway.AskAsync("one needle");
        var hits = (await RecallAsync(gateway, new(query) { Speaker = "operator" })).Value.Hits;
        Assert.Equal("one needle", hits[0].Text);
    }

    [Fact]
    public async Task A_question_of_stop_words_alone_is_answered_by_them()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.AskAsync("to be or not to be");
        var answer = (await RecallAsync(gateway, new("to be or not?"))).Value;
        Assert.Equal(["to", "be", "or", "not"], answer.Words);
        Assert.Equal("to be or not to be", answer.Hits[0].Text);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Volatile)]
    public async Task A_deleted_thread_is_never_recalled(StoreKind kind)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = kind });
        var thread = (await gateway.AskAsync("The password is swordfish")).ThreadId;
        Assert.NotEmpty((await RecallAsync(gateway, new("swordfish"))).Value.Hits);

        await gateway.Runtime.Get<DeletionService>().DeleteAsync(Gateway.Operator, thread, Gateway.Stop);

        Assert.Empty((await RecallAsync(gateway, new("swordfish"))).Value.Hits);
    }

    [Fact]
    public void Callers_read_their_own_scopes_and_only_people_and_programs_may_name_others()
    {
        var agent = ToolRequest.Of(new("weles", "call_1", new ThreadId("thr_1")), "/srv", default);
        var chat = new ToolRequest(
            new(new Principal("telegram:42")) { Speaker = new("Ann", "telegram", new("x")) }, default(JsonElement));

        Assert.Equal(
            ["global", "operator:operator", "agent:weles", "workspace:/srv", "thread:thr_1"],
            MemoryReach.Of(agent).Select(scope => scope.ToString()));
        Assert.Equal(["global", "operator:operator"], MemoryReach.Of(Client).Select(scope => scope.ToString()));
        Assert.Equal(["global", "operator:telegram:42"], MemoryReach.Of(chat).Select(scope => scope.ToString()));
        Assert.True(MemoryReach.Reads(Client, MemoryScope.Agent("weles")));
        Assert.True(MemoryReach.Reads(agent, MemoryScope.Agent("weles")));
        Assert.False(MemoryReach.Reads(agent, MemoryScope.Agent("svarog")));
        Assert.False(MemoryReach.Reads(chat, MemoryScope.Agent("weles")));
    }

    private static Task<Outcome<RecallView>> RecallAsync(Gateway gateway, RecallRequest request) =>
        gateway.Runtime.Get<RecallService>().RecallAsync(Client, request, Gateway.Stop);
}
