using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary>
/// Who may come in. Requests are written by hand, because clients would put their own Host and would not send what is
/// wrong.
/// </summary>
public sealed class GateTests(DaemonFixture fixture)
{
    private const string Token = "TOKEN";

    [Theory]
    [InlineData("GET", "/health", null, null, null, 200)]
    [InlineData("GET", "/health", "localhost:1", null, null, 200)]
    [InlineData("GET", "/health", "[::1]:1", null, null, 200)]
    [InlineData("GET", "/health", "evil.example", null, null, 403)]
    [InlineData("GET", "/health", "127.0.0.1.evil.example:80", null, null, 403)]
    [InlineData("GET", "/health", null, "null", null, 403)]
    [InlineData("GET", "/health", null, "http://evil.example", null, 403)]
    [InlineData("GET", "/health", null, "http://127.0.0.1:1", null, 403)]
    [InlineData("GET", "/health", null, "SELF", null, 200)]
    [InlineData("POST", "/health", null, null, null, 405)]
    [InlineData("GET", "/", null, null, null, 401)]
    [InlineData("GET", "/", null, null, "Bearer", 401)]
    [InlineData("GET", "/", null, null, "Bearer ", 401)]
    [InlineData("GET", "/", null, null, "Bearer wrong", 401)]
    [InlineData("GET", "/", null, null, "Bearer TOKENx", 401)]
    [InlineData("GET", "/", null, null, "Basic TOKEN", 401)]
    [InlineData("GET", "/", null, null, "TOKEN", 401)]
    [InlineData("GET", "/", null, null, "bearer TOKEN", 200)]
    [InlineData("GET", "/", null, null, "Bearer TOKEN", 200)]
    [InlineData("GET", "/", "evil.example", null, "Bearer TOKEN", 403)]
    [InlineData("GET", "/", null, "http://evil.example", "Bearer TOKEN", 403)]
    [InlineData("GET", "/events", null, null, null, 401)]
    [InlineData("GET", "/mcp", null, null, null, 401)]
    [InlineData("POST", "/mcp", null, null, "Bearer wrong", 401)]
    [InlineData("POST", "/mcp", null, "null", "Bearer TOKEN", 403)]
    [InlineData("GET", "/nothing", null, null, null, 401)]
    [InlineData("GET", "/nothing", null, null, "Bearer TOKEN", 404)]
    public async Task The_gate_lets_in_whom_it_should(
        string method, string path, string? host, string? origin, string? authorization, int status)
    {
        var daemon = fixture.Daemon;
        var self = $"{daemon.Url.Host}:{daemon.Url.Port}";
        var request = new StringBuilder(
            $"{method} {path} HTTP/1.1\r\nHost: {host ?? self}\r\nConnection: close\r\nContent-Length: 0\r\n");
        if (origin is not null) request.Append($"Origin: {(origin == "SELF" ? "http://" + self : origin)}\r\n");
        if (authorization is not null)
            request.Append(
                $"Authorization: {authorization.Replace(Token, daemon.Token, StringComparison.Ordinal)}\r\n");
        request.Append("\r\n");

        var answer = await SendAsync(daemon, request.ToString());

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        if (status == 401) Assert.Contains("WWW-Authenticate: Bearer", answer);
        if (status < 400) return;
        var error = JsonNode.Parse(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])!["error"]!;
        Assert.NotNull(error["code"].String());
        Assert.NotNull(error["message"].String());
        Assert.NotNull(error["hint"].String());
    }

    [Fact]
    public async Task Two_tokens_in_one_request_are_none()
    {
        var daemon = fixture.Daemon;
        var answer = await SendAsync(daemon,
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
                + $"{daemon.Token}\r\nAuthorization: Bearer x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", answer);
    }

    [Fact]
    public async Task The_token_is_nothing_on_the_socket_and_control_is_nothing_over_http()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Daemon.Url, "mcp"))
        {
            Content = new StringContent("""{"id":1,"call":"stop","arguments":{}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", fixture.Daemon.Token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");

        using var answer = await http.SendAsync(request, Limits.Soon());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        (await Agw.RunAsync("status", "--data", fixture.Daemon.Data)).Succeeded();
    }

    private static async Task<string> SendAsync(Daemon daemon, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, daemon.Url.Port, Limits.Soon());
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Limits.Soon());
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Limits.Soon());
    }
}
