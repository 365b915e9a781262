using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Runtime.Web;

namespace AgentGateway.Runtime.Tests.Web;

/// <summary>
/// A server on the loopback stands for the internet; which addresses count as public is told to the fetcher.
/// </summary>
public sealed class UrlFetcherTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly CancellationTokenSource _ended = new();

    public UrlFetcherTests() => _server.Start();

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://db.localhost/")]
    public async Task What_is_not_public_is_not_fetched(string url)
    {
        using var fetcher = new UrlFetcher(TimeProvider.System, new());
        Assert.Equal("address_refused", (await fetcher.FetchAsync(url, Stop)).Rejection?.Code);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("unix:/tmp/agw.sock")]
    [InlineData("http://user:secret@example.org/")]
    [InlineData("example.org")]
    [InlineData("http://")]
    [InlineData("")]
    public async Task What_is_no_address_of_a_page_is_refused(string url)
    {
        using var fetcher = new UrlFetcher(TimeProvider.System, new());
        Assert.Equal("url_invalid", (await fetcher.FetchAsync(url, Stop)).Rejection?.Code);
    }

    [Fact]
    public async Task A_name_with_one_address_that_is_not_public_is_not_connected_to()
    {
        using var fetcher = new UrlFetcher(
            TimeProvider.System,
            new(
                PublicAddress.Is,
                (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34"), IPAddress.Loopback])));
        Assert.Equal("address_refused", (await fetcher.FetchAsync("http://mixed.example/", Stop)).Rejection?.Code);
        Assert.Empty(_asked);
    }

    /// <summary>
    /// The second answer of the name server is what an attacker would turn; only the first is asked for, and it is what
    /// is connected to.
    /// </summary>
    [Fact]
    public async Task A_name_is_resolved_once_for_each_connection()
    {
        var resolved = 0;
        Serve(_ => Page("text/plain", "hello"));
        using var fetcher = new UrlFetcher(
            TimeProvider.System,
            new(_ => true, (_, _) =>
            {
                resolved++;
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            }));
        Assert.Equal("hello", (await fetcher.FetchAsync(Url("/", "turning.example"), Stop)).Value.Text);
        Assert.Equal(1, resolved);
    }

    [Fact]
    public async Task A_redirection_to_what_is_not_public_is_not_followed()
    {
        Serve(_ =>
            "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/admin\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var fetcher = Fetcher();
        Assert.Equal("address_refused", (await fetcher.FetchAsync(Url("/"), Stop)).Rejection?.Code);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task A_redirection_to_a_file_is_not_followed()
    {
        Serve(_ =>
            "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var fetcher = Fetcher();
        Assert.Equal("url_invalid", (await fetcher.FetchAsync(Url("/"), Stop)).Rejection?.Code);
    }

    [Fact]
    public async Task Redirections_end()
    {
        Serve(_ => "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var fetcher = Fetcher();
        Assert.Equal("too_many_redirections", (await fetcher.FetchAsync(Url("/"), Stop)).Rejection?.Code);
    }

    [Fact]
    public async Task A_page_is_read_as_text_from_where_it_leads()
    {
        Serve(request => request.StartsWith("GET /old", StringComparison.Ordinal)
            ? "HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            : Page("text/html; charset=utf-8", "<title>x</title><p>Grüße"));
        using var fetcher = Fetcher();
        var page = (await fetcher.FetchAsync(Url("/old"), Stop)).Value;
        Assert.EndsWith("/new", page.Url, StringComparison.Ordinal);
        Assert.Contains("Grüße", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_asked, request => request.Contains("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_is_no_text_is_refused_and_what_is_long_is_cut()
    {
        Serve(request => request.StartsWith("GET /image", StringComparison.Ordinal)
            ? Page("image/png", "x")
            : Page("text/plain", new string('x', UrlFetcher.BytesMax + 10)));
        using var fetcher = Fetcher();
        Assert.Equal("not_text", (await fetcher.FetchAsync(Url("/image"), Stop)).Rejection?.Code);
        var page = (await fetcher.FetchAsync(Url("/long"), Stop)).Value;
        Assert.Equal((true, UrlFetcher.BytesMax), (page.IsCut, page.Text.Length));
    }

    /// <summary>A page of a few kilobytes that unpacks to a gigabyte is read as far as any page is.</summary>
    [Fact]
    public async Task A_page_that_unpacks_to_very_much_is_cut()
    {
        ServeBytes(stream =>
        {
            stream.Write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"u8);
            using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            var block = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024));
            for (var written = 0; written < 1024; written++) packed.Write(block);
        });
        using var fetcher = Fetcher();
        var page = (await fetcher.FetchAsync(Url("/"), Stop)).Value;
        Assert.Equal((true, UrlFetcher.BytesMax), (page.IsCut, page.Text.Length));
    }

    [Fact]
    public async Task A_page_that_comes_without_end_one_byte_at_a_time_is_given_up()
    {
        var began = new TaskCompletionSource();
        ServeBytes(stream =>
        {
            stream.Write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nx"u8);
            began.TrySetResult();
            _ended.Token.WaitHandle.WaitOne();
        });
        using var fetcher = new UrlFetcher(
            new QuickClock(), new(_ => true, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));
        var fetching = fetcher.FetchAsync(Url("/"), Stop);
        await began.Task.WaitAsync(Stop);
        Assert.Equal("fetch_timed_out", (await fetching).Rejection?.Code);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_not_used()
    {
        Serve(_ => Page("text/plain", "direct"));
        var before = Environment.GetEnvironmentVariable("http_proxy");
        Environment.SetEnvironmentVariable("http_proxy", "http://127.0.0.1:9");
        try
        {
            using var fetcher = Fetcher();
            Assert.Equal("direct", (await fetcher.FetchAsync(Url("/"), Stop)).Value.Text);
        }
        finally
        {
            Environment.SetEnvironmentVariable("http_proxy", before);
        }
    }

    [Fact]
    public async Task A_failure_is_told_and_not_thrown()
    {
        Serve(_ => "nonsense\r\n\r\n");
        using var fetcher = Fetcher();
        Assert.Equal("fetch_failed", (await fetcher.FetchAsync(Url("/"), Stop)).Rejection?.Code);
    }

    public void Dispose()
    {
        _ended.Cancel();
        _server.Dispose();
        _ended.Dispose();
    }

    /// <summary>A clock whose seconds are hundredths of seconds.</summary>
    private sealed class QuickClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static UrlFetcher Fetcher() =>
        new(TimeProvider.System, new(
            address => IPAddress.IsLoopback(address) || PublicAddress.Is(address),
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));

    private string Url(
        string path, string host = "127.0.0.1") => $"http://{host}:{((IPEndPoint)_server.LocalEndpoint).Port}{path}";

    private static string Page(string type, string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: "
            + $"{Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    private void Serve(
        Func<string, string> answer) =>
            ServeBytes((stream, request) => stream.Write(Encoding.UTF8.GetBytes(answer(request))));

    private void ServeBytes(Action<Stream> answer) => ServeBytes((stream, _) => answer(stream));

    private void ServeBytes(Action<Stream, string> answer) => _ = Task.Run(
        async () =>
        {
            while (!_ended.IsCancellationRequested)
            {
                using var client = await _server.AcceptTcpClientAsync(_ended.Token);
                await using var stream = client.GetStream();
                var buffer = new byte[8192];
                var length = await stream.ReadAsync(buffer, _ended.Token);
                var request = Encoding.UTF8.GetString(buffer, 0, length);
                _asked.Enqueue(request);
                try
                {
                    answer(stream, request);
                }
                catch (IOException)
                {
                    // The fetcher had enough.
                }
            }
        });
}
