using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgentGateway.Agents.Tests.Support;

/// <summary>
/// A provider that misbehaves exactly as told: each connection gets the next answer, byte for byte. For faults that an
/// emulator of well-behaved providers does not have.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="answers">
    /// What each request gets; the last one is repeated. Text after <see cref="Hang"/> is never sent.
    /// </param>
    public RawServer(params string[] answers)
    {
        _listener.Start();
        _loop = ServeAsync(answers);
    }

    /// <summary>Here the server falls silent with the connection open.</summary>
    public const string Hang = "\u0000hang";

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public List<string> Requests { get; } = [];

    public static string Response(int status, string body, string headers = "", string type = "application/json") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\n{headers}Content-Length: "
            + $"{Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    /// <summary>Server-sent events; the end of the connection ends them.</summary>
    public static string Events(params string[] events) =>
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
            + string.Concat(events.Select(text => text == Hang ? Hang : text + "\n\n"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync(string[] answers)
    {
        for (var served = 0; ; served++)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            Requests.Add(await ReadAsync(stream));
            var answer = answers[Math.Min(served, answers.Length - 1)];
            var hang = answer.IndexOf(Hang, StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(hang < 0 ? answer : answer[..hang]), _stop.Token);
            await stream.FlushAsync(_stop.Token);
            // Silent until the client goes away.
            if (hang >= 0) while (await stream.ReadAsync(new byte[256], _stop.Token) > 0) { }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[65536];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var all = text.ToString();
            var head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0) return all;
            if (head < 0) continue;
            var length = all[..head].Split("\r\n")
                .Select(line => line.Split(':', 2))
                .FirstOrDefault(parts => parts[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase));
            // A request for a page has no body.
            if (length is null && all.StartsWith("GET ", StringComparison.Ordinal)) return all;
            if (length is null
                ? all.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
                : all.Length - head - 4 >= int.Parse(length[1], System.Globalization.CultureInfo.InvariantCulture))
                    return all;
        }
    }
}
