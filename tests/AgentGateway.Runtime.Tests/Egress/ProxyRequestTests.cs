using System.Text;
using AgentGateway.Runtime.Egress;

namespace AgentGateway.Runtime.Tests.Egress;

public sealed class ProxyRequestTests
{
    [Fact]
    public void A_tunnel_is_asked_for_by_its_authority()
    {
        var request = Read("CONNECT files.example:443 HTTP/1.1\r\nHost: other.test\r\n\r\nhello", out var isWhole)!;
        Assert.True(isWhole);
        Assert.Equal(("files.example:443", null), (request.Target.ToString(), request.Forwarded));
        Assert.Equal("hello", "CONNECT files.example:443 HTTP/1.1\r\nHost: other.test\r\n\r\nhello"[request.HeadBytes..]);
    }

    /// <summary>The host is told what was judged, even where the client's own lines say otherwise.</summary>
    [Fact]
    public void A_request_is_passed_on_with_the_host_that_was_judged_and_ends_its_connection()
    {
        var request = Read(
            "GET http://Files.example:8080/a?b HTTP/1.1\r\nHost: other.test\r\nAccept: */*\r\n"
            + "Proxy-Authorization: Basic eA==\r\nConnection: keep-alive, Upgrade\r\nUpgrade: h2c\r\n\r\n", out _)!;
        Assert.Equal("files.example:8080", request.Target.ToString());
        Assert.Equal(
            "GET /a?b HTTP/1.1\r\nHost: files.example:8080\r\nAccept: */*\r\nConnection: close\r\n\r\n",
            Encoding.Latin1.GetString(request.Forwarded!));
        Assert.StartsWith(
            "GET /?q HTTP/1.1\r\nHost: files.example\r\n",
            Encoding.Latin1.GetString(Read("GET http://files.example?q HTTP/1.1\r\n\r\n", out _)!.Forwarded!));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: files.example\r\n\r\n")]
    [InlineData("GET https://files.example/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://user@files.example/ HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT files.example HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT files.example:443 HTTP/2\r\n\r\n")]
    [InlineData("CONNECT  files.example:443 HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://files.example/ HTTP/1.1\r\nA: b\r\n Host: other.test\r\n\r\n")]
    [InlineData("GET http://files.example/ HTTP/1.1\r\nHost : other.test\r\n\r\n")]
    [InlineData("GET http://files.example/ HTTP/1.1\r\nA: b\nHost: other.test\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public void What_is_no_request_to_a_proxy_is_none(string text)
    {
        Assert.Null(Read(text, out var isWhole));
        Assert.True(isWhole);
    }

    [Fact]
    public void A_request_that_has_not_arrived_is_waited_for()
    {
        const string Whole = "CONNECT files.example:443 HTTP/1.1\r\n\r\n";
        for (var length = 0; length < Whole.Length; length++)
        {
            Assert.Null(Read(Whole[..length], out var isWhole));
            Assert.False(isWhole);
        }
    }

    [Fact]
    public void Any_bytes_are_read_to_an_end()
    {
        string[] pieces =
        [
            "GET ", "CONNECT ", "http://", "files.example", ":443", ":", "[", "]", "::1", "/", "?", " ", "\r\n", "\r",
            "\n", "\r\n\r\n", "HTTP/1.1", "Host", ": ", "\0", "é", "@", "%41", "A: b\r\n",
        ];
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(16)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (Read(text, out var isWhole) is { } request)
                Assert.True(isWhole && request.HeadBytes <= text.Length && request.Target.Host.Length > 0);
        }
    }

    private static ProxyRequest? Read(string text, out bool isWhole) =>
        ProxyRequest.Read(Encoding.Latin1.GetBytes(text), out isWhole);
}
