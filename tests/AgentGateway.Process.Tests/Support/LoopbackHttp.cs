using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgentGateway.Process.Tests.Support;

/// <summary>
/// A server over HTTP on loopback that answers each request by its body. It remembers nothing, so that a daemon may be
/// killed and ask again.
/// </summary>
internal sealed class LoopbackHttp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _type;
    private readonly Func<string?, string> _answer;
    private readonly Task _serving;

    /// <param name="type">The type of its answers.</param>
    /// <param name="answer">The answer to a body; null where a request has none.</param>
    public LoopbackHttp(string type, Func<string?, string> answer)
    {
        (_type, _answer) = (type, answer);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => string.Create(
        CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
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
                var body = _answer(await ReadAsync(stream));
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Type: {_type}\r\nConnection: close\r\n\r\n{body}"),
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
}
