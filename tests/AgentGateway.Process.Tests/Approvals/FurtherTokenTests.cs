using System.Net;
using System.Net.Http.Headers;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary><c>agw token create|list|revoke</c>, and what such a token opens.</summary>
public sealed class FurtherTokenTests(DaemonFixture fixture)
{
    private Daemon Daemon => fixture.Daemon;

    [Fact]
    public async Task A_further_token_opens_the_door_until_it_is_revoked()
    {
        var secret = (await RunAsync("token", "create", "phone", "--approve", "R2", "--expires", "30")).Succeeded()
            .Trim();
        Assert.NotEqual(Daemon.Token, secret);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(secret[..^1]));
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(secret + "x"));

        var listed = (await RunAsync("token", "list")).Succeeded();
        Assert.Contains("phone", listed, StringComparison.Ordinal);
        Assert.Contains("R2", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, listed, StringComparison.Ordinal);

        (await RunAsync("token", "revoke", "phone")).Succeeded();
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(secret));
        Assert.Equal(1, (await RunAsync("token", "revoke", "nobody")).ExitCode);
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var secret = (await RunAsync("token", "create", "watcher")).Succeeded().Trim();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(Daemon.Url, "events")) { Headers = { Authorization = new("Bearer", secret) } };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Limits.Soon());
        await using var body = await response.Content.ReadAsStreamAsync(Limits.Soon());

        (await RunAsync("token", "revoke", "watcher")).Succeeded();

        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, Limits.Soon()));
    }

    [Fact]
    public async Task Tokens_hold_after_a_restart_and_stay_revoked()
    {
        using var folder = new TemporaryFolder();
        string kept, ended;
        await using (var first = await Daemon.StartAsync(folder["data"]))
        {
            kept = (await Agw.RunAsync("token", "create", "kept", "--data", first.Data)).Succeeded().Trim();
            ended = (await Agw.RunAsync("token", "create", "ended", "--data", first.Data)).Succeeded().Trim();
            (await Agw.RunAsync("token", "revoke", "ended", "--data", first.Data)).Succeeded();
            await first.KillAsync();
        }

        await using var second = await Daemon.StartAsync(folder["data"]);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized),
            (await OpenAsync(kept, second), await OpenAsync(ended, second)));
        Assert.Equal(second.Token, (await Agw.RunAsync("token", "--data", second.Data)).Succeeded().Trim());
    }

    [Theory]
    [InlineData("invalid_argument", "a1", "--approve", "R4")]
    [InlineData("invalid_argument", "a2", "--approve", "2")]
    [InlineData("invalid_argument", "a3", "--expires", "0")]
    [InlineData("unknown_agent", "a4", "--agent", "nobody-there")]
    [InlineData("invalid_token_name", "svarog")]
    public async Task What_no_token_can_have_is_refused(string code, params string[] arguments) =>
        (await RunAsync(["token", "create", .. arguments])).RefusedWith(code);

    private Task<HttpStatusCode> OpenAsync(string secret) => OpenAsync(secret, Daemon);

    private static async Task<HttpStatusCode> OpenAsync(string secret, Daemon daemon)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await http.GetAsync(daemon.Url, Limits.Soon());
        return response.StatusCode;
    }

    private Task<Finished> RunAsync(params string[] arguments) => Agw.RunAsync([.. arguments, "--data", Daemon.Data]);
}
