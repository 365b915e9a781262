using System.Text.Json.Nodes;
using AgentGateway.Domain.Ids;
using AgentGateway.Mcp.Elicitation;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class RequestStateTests
{
    private readonly RequestState _states = new(new byte[32]);

    [Fact]
    public void What_was_sealed_is_opened() =>
        Assert.Equal("content. ž", _states.Open("tool", "client", _states.Seal("tool", "client", "content. ž")));

    [Fact]
    public void Nothing_else_is_opened()
    {
        var state = _states.Seal("tool", "client", "content");
        Refused("other", "client", state);
        Refused("tool", "other", state);
        Refused("toolc", "lient", state);
        Refused("tool", "client", "A" + state[1..]);
        Refused("tool", "client", state + "x");
        Refused("tool", "client", "");
        Refused("tool", "client", "...");
        Refused("tool", "client", new RequestState(
            Enumerable.Repeat((byte)1, 32).ToArray()).Seal("tool", "client", "content"));
    }

    [Fact]
    public async Task A_retry_continues_the_recorded_turn_and_posts_nothing()
    {
        await using var host = await McpHost.StartAsync();
        var runtime = host.Gateway.Runtime;
        var tool = runtime.Tools.Find("thread_send")!;
        var caller = new Caller(Principal.Client);
        var arguments = JsonNode.Parse("""{"text":"Once"}""")!;
        var begun = await runtime.Calls.StartAsync(
            tool, new(caller, System.Text.Json.JsonElement.Parse(arguments.ToJsonString())), CancellationToken.None);
        var state = ElicitationState.Seal(
            _states, tool, caller, new ApprovalId("apr_none"), new("{}") { Begun = begun });
        host.Driver.Answer("Here I am");

        await using var client = await LineProbe.ConnectAsync(host);
        var retry = new JsonObject { ["name"] = "thread_send", ["arguments"] = arguments, ["requestState"] = state };
        var answered = (await client.AskAsync("tools/call", retry))["result"]!["structuredContent"]!;

        Assert.Equal("Here I am", (string)answered["reply"]!["text"]!);
        Assert.Equal((string)JsonNode.Parse(begun.Json!)!["message_id"]!, (string)answered["message_id"]!);
        var threads = await runtime.Threads.ListAsync(new(), CancellationToken.None);
        var thread = Assert.Single(threads.Value.Threads);
        Assert.Equal(2, thread.LastSeq);

        retry["requestState"] = state[..^2];
        Assert.Equal(
            (int)McpErrorCode.InvalidParams, (int)(await client.AskAsync("tools/call", retry))["error"]!["code"]!);
        Assert.Single((await runtime.Threads.ListAsync(new(), CancellationToken.None)).Value.Threads);
    }

    private void Refused(string purpose, string principal, string state) =>
        Assert.Equal(
            McpErrorCode.InvalidParams,
            Assert.Throws<McpProtocolException>(() => _states.Open(purpose, principal, state)).ErrorCode);
}
