using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Process.Tests.Support;

/// <summary>
/// The operator's connection to a daemon: one line names the role, then a request and an answer per line.
/// </summary>
internal sealed class ControlSocket : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _lines;
    private int _lastId;

    private ControlSocket(NetworkStream stream) => (_stream, _lines) = (stream, new StreamReader(stream));

    public static async Task<ControlSocket> ConnectAsync(Daemon daemon)
    {
        var about = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(daemon.Data, "daemon.json"), Limits.Soon()))!;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(about["socket"].String()!), Limits.Soon());
        var control = new ControlSocket(new(socket, ownsSocket: true));
        await control.WriteAsync(new { role = "control", version = "0.1.0" });
        return control;
    }

    /// <summary>The code with which the call is refused.</summary>
    public async Task<string> RefusalAsync(string call, object arguments)
    {
        var id = ++_lastId;
        await WriteAsync(new { id, call, arguments });
        while (true)
        {
            var answer = JsonNode.Parse(await _lines.ReadLineAsync(Limits.Soon()) ?? throw new EndOfStreamException())!;
            if (answer["error"] is { } error) return error["code"].String()!;
            Assert.Null(answer["result"]);
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _stream.Dispose();
    }

    private async Task WriteAsync(object line) =>
        await _stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n'], Limits.Soon());
}
