using System.Text;
using System.Text.Json;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>
/// One client that writes to a thread of its own. The offline agent answers every message, durably too; when the
/// thread's queue is full the sender waits for a turn, so what is measured can go on for as long as one likes.
/// </summary>
internal sealed class MessageSender : ISender
{
    private readonly HttpConnection _connection;
    private readonly byte[] _send;
    private readonly Func<string, byte[]> _wait;
    private string _turn = "";

    public MessageSender(DaemonProcess daemon, int wait)
    {
        _connection = new(daemon.Url);
        var created = _connection.Exchange(ToolCall.Request(daemon.Url, "/mcp", daemon.Token, "thread_create", "{}"));
        var thread = Structured(created).GetProperty("thread").GetProperty("id").GetString();
        _send = ToolCall.Request(
            daemon.Url,
            "/mcp",
            daemon.Token,
            "thread_send",
            $$"""
            {"thread_id":"{{thread}}","text":"A message of an ordinary length, as people write them.",
            "wait_seconds":{{wait}}}
            """);
        _wait = turn =>
            ToolCall.Request(daemon.Url, "/mcp", daemon.Token, "thread_wait", $$"""{"turn_id":"{{turn}}"}""");
    }

    public void Send()
    {
        while (true)
        {
            var answer = _connection.Exchange(_send);
            if (answer.IndexOf("queue_full"u8) < 0)
            {
                _turn = TurnOf(answer);
                return;
            }

            _connection.Exchange(_wait(_turn));
        }
    }

    public void Dispose() => _connection.Dispose();

    private static string TurnOf(ReadOnlySpan<byte> answer)
    {
        var rest = answer[(answer.IndexOf("\"turn_id\":\""u8) + "\"turn_id\":\""u8.Length)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'"')]);
    }

    private static JsonElement Structured(ReadOnlySpan<byte> answer) =>
        JsonElement.Parse(answer).GetProperty("result").GetProperty("structuredContent");
}
