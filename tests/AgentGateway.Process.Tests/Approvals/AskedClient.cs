using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary>
/// A client that can ask its person, in the era of its connection: by a request while its call is open, or by repeating the
/// call.
/// </summary>
internal sealed class AskedClient(McpClient client, ConnectionKind kind) : IAsyncDisposable
{
    private Task<JsonObject>? _asked;
    private JsonObject? _withdrawn;

    public McpClient Client => client;


    public static async Task<AskedClient> ConnectAsync(Daemon daemon, ConnectionKind kind) =>
        new(await McpClient.ConnectAsync(daemon, kind, new() { ["elicitation"] = new JsonObject() }), kind);

    /// <summary>
    /// Calls a tool; what its person is asked is handed over, and the answer given back until the call has its
    /// result.
    /// </summary>
    /// <param name="person">
    /// What the person says to a form (method and parameters of the request); null leaves an open dialogue
    /// unanswered.
    /// </param>
    public async Task<JsonObject> CallAsync(
        string tool, JsonObject arguments, Func<JsonObject, Task<JsonObject?>> person)
    {
        if (!kind.IsModern())
        {
            var calling = client.RequestAsync("tools/call", new { name = tool, arguments });
            while (true)
            {
                // One that is heard after the call has ended is the next call's.
                _asked ??= HearAsync();
                if (await Task.WhenAny(calling, _asked) == calling) return await calling;
                var request = await _asked;
                _asked = null;
                if (IsWithdrawal(request)) _withdrawn = request;
                else if (await person(request) is { } answer)
                    await client.Wire.NotifyAsync(
                        new() { ["jsonrpc"] = "2.0", ["id"] = request["id"]!.DeepClone(), ["result"] = answer },
                        Limits.Soon());
            }
        }

        var call = new JsonObject { ["name"] = tool, ["arguments"] = arguments.DeepClone() };
        while (true)
        {
            var result = await client.RequestAsync("tools/call", call);
            if ((string?)result["resultType"] != "input_required") return result;
            var (key, asked) = Assert.Single(result["inputRequests"]!.AsObject());
            Assert.Equal("elicitation/create", (string)asked!["method"]!);
            call["requestState"] = (string)result["requestState"]!;
            call["inputResponses"] = new JsonObject
            {
                [key] = await person(asked.AsObject()) ?? new JsonObject { ["action"] = "cancel" },
            };
        }
    }

    public async Task<JsonNode> SendAsync(string thread, string text, Func<JsonObject, Task<JsonObject?>> person) =>
        ToolResult.Of(await CallAsync(
            "thread_send", new() { ["thread_id"] = thread, ["text"] = text }, person)).Content;

    /// <summary>The id of the request that the daemon took back, or takes back.</summary>
    public async Task<string> WithdrawnAsync()
    {
        while (_withdrawn is null)
        {
            var heard = await (_asked ?? HearAsync());
            _asked = null;
            if (IsWithdrawal(heard)) _withdrawn = heard;
        }

        return _withdrawn["params"]!["requestId"]!.ToJsonString();
    }

    private static bool IsWithdrawal(JsonObject message) => (string?)message["method"] == "notifications/cancelled";

    private Task<JsonObject> HearAsync() =>
        client.HearAsync(message => (string?)message["method"] is "elicitation/create" or "notifications/cancelled");

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
