using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>
/// A model that does what it is told, spoken to as a provider of chat completions. A message that says <c>CALLS [{"id",
/// "name", "arguments"}]</c> makes it call these tools in one step; when it has their results it answers DONE. It
/// remembers nothing, so that a daemon may be killed and ask again.
/// </summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private const string Order = "CALLS ";

    private readonly LoopbackHttp _server = new("text/event-stream", static body =>
        body is null ? "" : Completion(JsonNode.Parse(body)!["messages"]!.AsArray()));

    /// <summary>Where a provider's settings find it.</summary>
    public string Url => $"{_server.Url}/v1";

    /// <summary>The text that makes the model call these tools.</summary>
    public static string Calls(params (string Id, string Name, object Arguments)[] calls) =>
        Order
            + JsonSerializer.Serialize(
                calls.Select(call => new { id = call.Id, name = call.Name, arguments = call.Arguments }));

    /// <summary>Starts a daemon whose agents think by this model.</summary>
    public async Task<Daemon> StartDaemonAsync(string data)
    {
        var start = Agw.Start("serve", "--data", data, "--url", "http://127.0.0.1:0");
        start.Environment["OPENAI_API_KEY"] = "sk-scripted";
        start.Environment["OPENAI_BASE_URL"] = Url;
        return await Daemon.StartAsync(start, data);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Completion(JsonArray messages)
    {
        var last = messages.Select((message, at) => (Text: TextOf(message!), At: at, Role: message!["role"].String()))
            .LastOrDefault(message => message.Role == "user" && message.Text.Contains(Order, StringComparison.Ordinal));
        var called = messages.Skip(last.At).Any(message => message!["tool_calls"] is not null);
        if (last.Text is null || called)
            return Chunks(new { content = last.Text is null ? "Nothing to do." : "DONE" }, "stop");
        var calls = First(last.Text[(last.Text.IndexOf(Order, StringComparison.Ordinal) + Order.Length)..]);
        return Chunks(
            new
            {
                tool_calls = calls.Select((call, index) => new
                {
                    index,
                    id = call!["id"].String(),
                    type = "function",
                    function = new { name = call["name"].String(), arguments = call["arguments"]!.ToJsonString() },
                }),
            },
            "tool_calls");
    }

    private static string Chunks(object delta, string finish) =>
        $"data: {Chunk(delta, null)}\n\ndata: {Chunk(new { }, finish)}\n\ndata: [DONE]\n\n";

    private static string Chunk(object delta, string? finish) => JsonSerializer.Serialize(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion.chunk",
        created = 1,
        model = "scripted",
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    });

    private static string TextOf(JsonNode message) => message["content"] switch
    {
        JsonArray parts => string.Concat(parts.Select(part => part!["text"].String())),
        JsonValue text => text.GetValue<string>(),
        _ => "",
    };

    /// <summary>The JSON that a text begins with.</summary>
    private static JsonArray First(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new() { AllowMultipleValues = true });
        return JsonNode.Parse(ref reader)!.AsArray();
    }
}
