using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace AgentGateway.Process.Tests.Host;

/// <summary>
/// A socket where a bridge looks for its daemon, with the test in the daemon's place: it sees every line and can go
/// away at any byte.
/// </summary>
internal sealed class FakeDaemon : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;

    public FakeDaemon(string data)
    {
        Directory.CreateDirectory(data);
        _path = Path.Combine(data, "agw.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
    }

    /// <summary>The next connection of a bridge, and the line with which it began.</summary>
    public async Task<(Link Link, JsonNode Greeting)> AcceptAsync()
    {
        var link = new Link(await _listener.AcceptAsync(Limits.Soon()));
        return (link, await link.ReadAsync());
    }

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_path);
    }

    internal sealed class Link(Socket socket) : IDisposable
    {
        private readonly NetworkStream _stream = new(socket, ownsSocket: true);
        private StreamReader? _reader;

        public async Task<JsonNode> ReadAsync() =>
            JsonNode.Parse(await ReadLineAsync() ?? throw new EndOfStreamException())!;

        public async Task<string?> ReadLineAsync() => await (_reader ??= new(_stream)).ReadLineAsync(Limits.Soon());

        public async Task WriteAsync(string text) =>
            await _stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Limits.Soon());

        public void Dispose()
        {
            _reader?.Dispose();
            _stream.Dispose();
        }
    }
}
