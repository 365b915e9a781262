using System.Globalization;
using System.Net;
using System.Net.Sockets;
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

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    public ScriptedModel()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where a provider's settings find it.</summary>
    public string Url => string.Create(
        CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

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

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException
            or SocketException
            or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                var body = request is null ? "" : Completion(JsonNode.Parse(request)!["messages"]!.AsArray());
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n{body}"),
                            _stopping.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // A daemon that was killed hears nothing any more.
            }
    }

    /// <summary>The body of a request; null where it has none.</summary>
    private async Task<string?> ReadAsync(NetworkStream stream)
    {
        var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var text = Encoding.Latin1.GetString(read.GetBuffer(), 0, (int)read.Length);
            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                var length = text[..end].Split("\r\n")
                    .Select(line => line.Split(": "))
                    .Where(line => line[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                    .Select(line => int.Parse(line[1], CultureInfo.InvariantCulture)).FirstOrDefault();
                if (length == 0) return null;
                if (read.Length >= end + 4 + length) return Encoding.UTF8.GetString(read.GetBuffer(), end + 4, length);
            }

            var count = await stream.ReadAsync(buffer, _stopping.Token);
            if (count == 0) return null;
            read.Write(buffer, 0, count);
        }
    }

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
