using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>
/// One kept-alive HTTP/1.1 connection that reads no more of an answer than it must: an order of magnitude cheaper than
/// HttpClient, so that on a machine of two cores it is the server that is measured.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _length;

    public HttpConnection(Uri server) => _socket.Connect(server.Host, server.Port);

    /// <summary>The request with all of its headers; built once, sent often.</summary>
    public static byte[] Post(
        Uri server, string path, string token, string body, params string[] headers) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: "
        + "application/json\r\n"
        + "Accept: application/json, text/event-stream\r\n" + string.Concat(headers.Select(header => header + "\r\n"))
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Sends the request; the body of the answer stays valid until the next one.</summary>
    public ReadOnlySpan<byte> Exchange(byte[] request)
    {
        _socket.Send(request);
        _length = 0;
        int end;
        while ((end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0) Receive();
        var head = _buffer.AsSpan(0, end + 2);
        if (!head.StartsWith("HTTP/1.1 200"u8))
            throw new InvalidDataException(Encoding.UTF8.GetString(_buffer, 0, _length));
        var start = end + 4;
        if (LengthOf(head) is not { } length)
        {
            while (!_buffer.AsSpan(start, _length - start).EndsWith("\r\n0\r\n\r\n"u8)) Receive();
            return _buffer.AsSpan(start, _length - start);
        }

        while (_length < start + length) Receive();
        return _buffer.AsSpan(start, length);
    }

    public void Dispose() => _socket.Dispose();

    private void Receive()
    {
        var read = _socket.Receive(_buffer, _length, _buffer.Length - _length, SocketFlags.None);
        if (read == 0) throw new EndOfStreamException("The server hung up.");
        _length += read;
    }

    private static int? LengthOf(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + "\r\nContent-Length: "u8.Length)..], out int length, out _)
            ? length
            : null;
    }
}
