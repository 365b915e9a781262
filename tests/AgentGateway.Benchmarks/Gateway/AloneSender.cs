using System.Text;
using System.Text.Json;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>
/// Sends to threads whose agent is away, so that the message is all that is written. What such a thread may collect is
/// bounded; then the next thread is begun, whose creation counts as part of that message.
/// </summary>
internal sealed class AloneSender : ISender
{
    private const string Agent = "away";
    private const int MessagesPerThread = 16;

    private readonly DaemonProcess _daemon;
    private readonly HttpConnection _connection;
    private byte[] _send = [];
    private int _left;

    public AloneSender(DaemonProcess daemon)
    {
        (_daemon, _connection) = (daemon, new(daemon.Url));
        _connection.Exchange(Call("agent_register", $$"""{"id":"{{Agent}}"}"""));
    }

    public void Send()
    {
        if (_left-- == 0) BeginThread();
        var answer = _connection.Exchange(_send);
        if (answer.IndexOf("\"message_id\":"u8) < 0) throw new InvalidDataException(Encoding.UTF8.GetString(answer));
    }

    public void Dispose() => _connection.Dispose();

    private void BeginThread()
    {
        var created = JsonElement.Parse(_connection.Exchange(Call("thread_create", $$"""{"agent":"{{Agent}}"}""")));
        var thread = created.GetProperty("result")
            .GetProperty("structuredContent")
            .GetProperty("thread")
            .GetProperty("id")
            .GetString();
        _send = Call(
            "thread_send",
            $$"""
            {"thread_id":"{{thread}}","text":"A message of an ordinary length, as people write them.",
            "wait_seconds":0,"mode":"collect"}
            """);
        _left = MessagesPerThread - 1;
    }

    private byte[] Call(
        string tool, string arguments) => ToolCall.Request(_daemon.Url, "/mcp", _daemon.Token, tool, arguments);
}
