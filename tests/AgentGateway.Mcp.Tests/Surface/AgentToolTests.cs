namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>Each tool of agents once around, on a whole gateway.</summary>
public sealed class AgentToolTests
{
    [Fact]
    public async Task Agents_are_listed_by_id()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var agents = (await gateway.CallAsync("agent_list", "{}"))["agents"]!.AsArray();
        Assert.Equal(["rarog", "svarog", "weles"], agents.Select(agent => (string?)agent!["id"]));
        Assert.Equal("main", (string?)agents[1]!["aliases"]![0]);
        Assert.True((bool)agents[1]!["available"]!);
    }

    [Fact]
    public async Task A_connected_agent_answers_from_its_inbox()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var registered = (await gateway.CallAsync(
            "agent_register", """{"id":"Reviewer","aliases":["rev"],"description":"Reads."}"""))["agent"]!;
        Assert.Equal(("reviewer", true), ((string?)registered["id"], (bool)registered["connected"]!));
        Assert.Empty(
            (await gateway.CallAsync("agent_inbox", """{"agent":"reviewer","wait_seconds":0}"""))["items"]!.AsArray());

        var thread = (string)(await gateway.CallAsync("thread_create", """{"agent":"rev"}"""))["thread"]!["id"]!;
        var sent = await gateway.CallAsync(
            "thread_send", $$"""{"thread_id":"{{thread}}","text":"look","wait_seconds":0}""", "operator");
        var item = Assert.Single(
            (await gateway.CallAsync("agent_inbox", """{"agent":"reviewer"}"""))["items"]!.AsArray())!;
        Assert.Equal(
            ((string?)sent["turn_id"], thread, "turn"),
            ((string?)item["turn_id"], (string?)item["thread_id"], (string?)item["kind"]));
        Assert.Equal("look", (string?)item["messages"]!.AsArray()[^1]!["text"]);
        Assert.NotNull(item["deadline"]);

        Assert.True(
            (bool)(await gateway.CallAsync(
                "agent_reply", $$"""{"turn_id":"{{item["turn_id"]}}","text":"reading","final":false}"""))["accepted"]!);
        Assert.True(
            (bool)(await gateway.CallAsync(
                "agent_reply", $$"""{"turn_id":"{{item["turn_id"]}}","text":"done"}"""))["accepted"]!);
        var waited = await gateway.CallAsync("thread_wait", $$"""{"turn_id":"{{item["turn_id"]}}"}""");
        Assert.Equal(
            ("completed", "done", "reviewer"),
            ((string?)waited["status"], (string?)waited["reply"]!["text"], (string?)waited["reply"]!["author"]));
        Assert.Empty(
            (await gateway.CallAsync("agent_inbox", """{"agent":"reviewer","wait_seconds":0}"""))["items"]!.AsArray());
        Assert.Equal(
            "turn_ended",
            await gateway.RefusedAsync("agent_reply", $$"""{"turn_id":"{{item["turn_id"]}}","text":"more"}"""));
    }

    [Fact]
    public async Task An_agent_belongs_to_the_program_that_registered_it()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await gateway.CallAsync("agent_register", """{"id":"mine"}""", "ci");
        await gateway.CallAsync("agent_register", """{"id":"mine","name":"Mine"}""", "ci");
        Assert.Equal("agent_taken", await gateway.RefusedAsync("agent_register", """{"id":"mine"}"""));
        Assert.Equal("agent_taken", await gateway.RefusedAsync("agent_inbox", """{"agent":"mine","wait_seconds":0}"""));
        var sent = await gateway.CallAsync("thread_delegate", """{"agent":"mine","text":"x","wait_seconds":0}""");
        Assert.Equal(
            "agent_taken",
            await gateway.RefusedAsync("agent_reply", $$"""{"turn_id":"{{sent["turn_id"]}}","text":"stolen"}"""));
    }

    [Theory]
    [InlineData("""{"id":"svarog"}""", "agent_configured")]
    [InlineData("""{"id":"x","aliases":["main"]}""", "duplicate_alias")]
    [InlineData("""{"id":"operator"}""", "reserved_alias")]
    [InlineData("""{"id":"a b"}""", "invalid_agent_name")]
    [InlineData("""{"id":5}""", "invalid_argument")]
    [InlineData("""{}""", "missing_argument")]
    public async Task A_name_that_cannot_be_had_is_refused(string arguments, string code)
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        Assert.Equal(code, await gateway.RefusedAsync("agent_register", arguments));
    }

    [Fact]
    public async Task The_inbox_of_an_unknown_agent_is_refused()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        Assert.Equal("unknown_agent", await gateway.RefusedAsync("agent_inbox", """{"agent":"nobody"}"""));
    }
}
