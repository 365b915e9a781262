using System.Text.Json.Nodes;
using AgentGateway.Mcp.Tests.Protocol;

namespace AgentGateway.Mcp.Tests.Approvals;

/// <summary>
/// The contract of Claude Code's <c>--permission-prompt-tool</c>: one text that is JSON, and nothing beside it.
/// </summary>
public sealed class PermissionPromptTests
{
    private const string Command = """{"command":"make install","description":"Install"}""";

    [Theory]
    [InlineData(
        """{"tool_name":"Task","input":{"command":"make install","description":"Install"},"tool_use_id":"toolu_1"}""")]
    [InlineData("""{"tool_name":"Task","input":{"command":"make install","description":"Install"}}""")]
    [InlineData(
        """{"tool_name":"Task","input":{"command":"make install","description":"Install"},"""
            + """ "tool_use_id":null,"suggestions":[1]}""")]
    public async Task A_prompt_waits_for_our_approvers(string arguments)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var prompted = client.AskAsync("tools/call", Call(arguments));
        await gateway.DecideAsync((await gateway.PendingAsync()).Id, "once");
        AssertAllowed(Command, (await prompted)["result"]!);
        prompted = client.AskAsync("tools/call", Call(arguments));
        await gateway.DecideAsync((await gateway.PendingAsync()).Id, "deny", "not now");
        var answer = Answer((await prompted)["result"]!);
        Assert.Equal("deny", (string)answer["behavior"]!);
        Assert.Contains("not now", (string)answer["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_policy_allows_or_forbids_needs_no_person()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(
            gateway.Host, new(Runtime.Principals.Principal.Client, "/srv/project"));
        const string Read = """{"file_path":"/srv/project/readme.md"}""";
        AssertAllowed(
            Read,
            (await client.AskAsync("tools/call", Call($$"""{"tool_name":"Read","input":{{Read}} }""")))["result"]!);
        var floor = Answer(
            (await client.AskAsync(
                "tools/call", Call("""{"tool_name":"Bash","input":{"command":"rm -rf /"}}""")))["result"]!);
        Assert.Equal("deny", (string)floor["behavior"]!);
    }

    [Fact]
    public async Task A_dialogue_decides_if_a_person_accepts_it()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await client.InitializeAsync(elicitation: true);
        await client.SendAsync(
            Messages.Legacy(7, "tools/call", Call($$"""{"tool_name":"Task","input":{{Command}} }""")).ToJsonString());
        await AnswerAsync(client, """{"action":"accept","content":{"decision":"once"}}""");
        AssertAllowed(Command, (await client.HearAsync(message => message["id"]?.ToJsonString() == "7"))["result"]!);
    }

    [Theory]
    [InlineData("""{"action":"decline"}""")]
    [InlineData("""{"action":"cancel"}""")]
    public async Task A_dialogue_that_the_program_itself_turns_down_says_nothing(string answer)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await client.InitializeAsync(elicitation: true);
        await client.SendAsync(
            Messages.Legacy(7, "tools/call", Call($$"""{"tool_name":"Task","input":{{Command}} }""")).ToJsonString());
        await AnswerAsync(client, answer);
        await gateway.DecideAsync((await gateway.PendingAsync()).Id, "once");
        AssertAllowed(Command, (await client.HearAsync(message => message["id"]?.ToJsonString() == "7"))["result"]!);
    }

    [Fact]
    public async Task A_request_of_a_program_that_is_gone_is_not_decided()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await client.InitializeAsync();
        await client.SendAsync(
            Messages.Legacy(7, "tools/call", Call($$"""{"tool_name":"Task","input":{{Command}} }""")).ToJsonString());
        var id = (await gateway.PendingAsync()).Id;
        await client.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""");
        await gateway.Approvals.SettledAsync(
            new(id), TestContext.Current.CancellationToken)
                .WaitAsync(Limits.Signal, TestContext.Current.CancellationToken);
        Assert.Equal(
            "cancelled",
            (await gateway.Approvals.GetAsync(id, TestContext.Current.CancellationToken)).Value.Approval.State);
    }

    [Fact]
    public async Task A_call_that_is_not_decided_in_time_is_denied()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync(new() { Minutes = 0.005 });
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var answer = Answer(
            (await client.AskAsync("tools/call", Call($$"""{"tool_name":"Task","input":{{Command}} }""")))["result"]!);
        Assert.Equal("deny", (string)answer["behavior"]!);
    }

    private static JsonObject Call(string arguments) =>
        Messages.Call("permission_prompt", JsonNode.Parse(arguments)!.AsObject());

    private static async Task AnswerAsync(LineProbe client, string result)
    {
        var asked = await client.HearAsync(message => (string?)message["method"] == "elicitation/create");
        await client.SendAsync($$"""{"jsonrpc":"2.0","id":{{asked["id"]!.ToJsonString()}},"result":{{result}} }""");
    }

    private static JsonObject Answer(JsonNode result)
    {
        Assert.False(result.AsObject().ContainsKey("structuredContent"));
        Assert.False(result.AsObject().ContainsKey("isError"));
        var block = Assert.Single(result["content"]!.AsArray())!;
        Assert.Equal("text", (string)block["type"]!);
        return JsonNode.Parse((string)block["text"]!)!.AsObject();
    }

    private static void AssertAllowed(string input, JsonNode result) =>
        Assert.Equal(
            JsonNode.Parse($$"""{"behavior":"allow","updatedInput":{{input}} }""")!.ToJsonString(),
            Answer(result).ToJsonString());
}
