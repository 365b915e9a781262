using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Support;

/// <summary>An agent that a test plays itself: it registers, waits for what is addressed to it, and answers.</summary>
internal sealed class ConnectedAgent : IAsyncDisposable
{
    private static int _count;
    private readonly McpClient _client;

    private ConnectedAgent(McpClient client, string id) => (_client, Id) = (client, id);

    public string Id { get; }

    public static async Task<ConnectedAgent> RegisterAsync(
        Daemon daemon, ConnectionKind kind = ConnectionKind.HttpModern, string? id = null)
    {
        var client = await McpClient.ConnectAsync(daemon, kind);
        var agent = new ConnectedAgent(client, id ?? $"tester{Interlocked.Increment(ref _count)}");
        await client.CallAsync(
            "agent_register", new { id = agent.Id, name = "A tester", description = "Played by a test" });
        return agent;
    }

    /// <summary>The oldest thing that waits for this agent, once there is one.</summary>
    public async Task<JsonObject> NextAsync()
    {
        var items = (await _client.CallAsync("agent_inbox", new { agent = Id, wait_seconds = 25 })).List("items");
        Assert.True(items.Count > 0, $"Nothing came for {Id}.");
        return items[0]!.AsObject();
    }

    /// <summary>All that waits now.</summary>
    public async Task<JsonArray> InboxAsync(int waitSeconds = 0) =>
        (await _client.CallAsync("agent_inbox", new { agent = Id, wait_seconds = waitSeconds })).List("items");

    public async Task<ToolResult> ReplyAsync(string turn, string text, bool final = true) =>
        await _client.TryAsync("agent_reply", new { turn_id = turn, text, final });

    /// <summary>Answers the next thing that waits, which is to be of that kind.</summary>
    public async Task<JsonObject> AnswerNextAsync(string kind, string text)
    {
        var item = await NextAsync();
        Assert.Equal(kind, item["kind"]!.GetValue<string>());
        (await ReplyAsync(item["turn_id"]!.GetValue<string>(), text)).Accepted();
        return item;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
