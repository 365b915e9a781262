using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Process.Tests.Sessions.Verbs;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Hooks;

public sealed class HookTests(DaemonFixture fixture)
{
    private static readonly HttpClient Http = new();

    private Daemon Daemon => fixture.Daemon;

    [Fact]
    public async Task A_hook_with_the_sessions_own_secret_changes_its_status()
    {
        var (session, url, token) = await SessionWithHooksAsync();
        await using var _ = session;
        Assert.Equal($"{Daemon.Url}hooks/{session.Id}", url);

        using var answer = await PostAsync(
            url, token, """{"hook_event_name":"PermissionRequest","tool_name":"Bash"}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("needs-approval", await answer.Content.ReadAsStringAsync(Limits.Soon()));
        Assert.Equal("needs-approval", (await session.GetAsync())["status"]!["value"].String());
        Assert.Contains("PermissionRequest", (await session.RunAsync("explain")).Succeeded());
    }

    [Fact]
    public async Task A_caller_without_that_secret_learns_nothing()
    {
        var (session, url, token) = await SessionWithHooksAsync();
        await using var _ = session;
        var stranger = $"{Daemon.Url}hooks/ses_01jd0000000000000000000000";

        var answers = new List<(HttpStatusCode, string)>();
        foreach (var (where, secret) in ((string, string?)[])
        [
            (url, "wrong"),
            (url, null),
            (url, Daemon.Token),
            (url, token + "x"),
            (stranger, token),
            (stranger, null),
            ($"{Daemon.Url}hooks/", token),
            ($"{Daemon.Url}hooks/a/b", token),
        ])
        {
            using var answer = await PostAsync(where, secret, "{}");
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync(Limits.Soon())));
        }

        var (status, body) = Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("hook_refused", body);
        using var elsewhere = await PostAsync($"{Daemon.Url}mcp", token, "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Too_much_and_too_often_is_refused()
    {
        var (session, url, token) = await SessionWithHooksAsync();
        await using var _ = session;

        using var large = await PostAsync(
            url, token, $$"""{"hook_event_name":"Stop","x":"{{new string('x', 64 * 1024)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var got = await Http.GetAsync(url, Limits.Soon());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
        using var invalid = await PostAsync(url, token, "not json");
        Assert.Equal(HttpStatusCode.BadRequest, invalid.StatusCode);
        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            using var answer = await PostAsync(url, token, """{"hook_event_name":"PreToolUse"}""");
            return answer.StatusCode;
        }));
        Assert.Contains(HttpStatusCode.TooManyRequests, all);
        Assert.Contains(HttpStatusCode.OK, all);
    }

    [Fact]
    public async Task A_web_page_is_not_let_in_with_the_right_secret_either()
    {
        var (session, url, token) = await SessionWithHooksAsync();
        await using var _ = session;

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("{}") };
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await Http.SendAsync(request, Limits.Soon());

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_hook_command_tells_what_it_is_told_however_it_is_told()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);

        (await shell.RunAsync(
            "send",
                $"echo '{{\"hook_event_name\":\"PermissionRequest\"}}' | {Agw.File} hook; echo hook-$?-in; read x"))
            .Succeeded();
        await shell.ShowsAsync("hook-0-in");
        await Eventually.TrueAsync(
            async () => (await shell.GetAsync())["status"]!["value"].String() == "needs-approval",
            "the hook on standard input counted");
        // The shell does not come back to its prompt by itself, which would say that the program has left.
        (await shell.RunAsync("send", "go on")).Succeeded();
        (await shell.RunAsync(
            "send", $"{Agw.File} hook '{{\"type\":\"agent-turn-complete\"}}'; echo hook-$?-argument; read x")).Succeeded();
        await shell.ShowsAsync("hook-0-argument");
        await Eventually.TrueAsync(
            async () => (await shell.GetAsync())["status"]!["value"].String() == "idle",
            "the hook in the last argument counted");
        Assert.DoesNotContain("error", await shell.ScreenAsync());
    }

    [Fact]
    public async Task A_hook_that_says_more_than_the_daemon_takes_still_counts()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);

        (await shell.RunAsync(
            "send",
            "(printf '{\"hook_event_name\":\"PermissionRequest\",\"x\":\"'; head -c 300000 /dev/zero | tr '\\0' x; "
                + $"printf '\"}}') | {Agw.File} hook; echo hook-$?-large; read x")).Succeeded();

        await shell.ShowsAsync("hook-0-large");
        await Eventually.TrueAsync(
            async () => (await shell.GetAsync())["status"]!["value"].String() == "needs-approval",
            "the large hook counted");
    }

    [Fact]
    public async Task The_hook_command_ends_in_silence_whatever_happens()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        foreach (var url in (string?[])
        [
            null,
            "nonsense",
            "http://127.0.0.1:1/hooks/x",
            $"http://{deaf.LocalEndpoint}/hooks/x",
            $"https://{deaf.LocalEndpoint}/hooks/x",
            "file:///etc/passwd",
        ])
        {
            var start = Agw.Start("hook", """{"hook_event_name":"Stop"}""");
            if (url is not null) start.Environment["AGW_HOOK_URL"] = url;
            start.Environment["AGW_HOOK_TOKEN"] = "secret";
            var run = await Agw.RunAsync(start);
            Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        }
    }

    [Fact]
    public async Task The_hook_command_does_not_wait_for_a_silent_daemon()
    {
        var start = Agw.Start("hook");
        start.Environment["AGW_HOOK_URL"] = "http://127.0.0.1:1/hooks/x";
        start.Environment["AGW_HOOK_TOKEN"] = "secret";
        using var process = OsProcess.Start(start)!;

        // Its standard input stays open, and nothing comes.
        await process.WaitForExitAsync(Limits.Soon());

        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>A session that has told what its hooks would know.</summary>
    private async Task<(SessionOfTest Session, string Url, string Token)> SessionWithHooksAsync()
    {
        var session = await SessionOfTest.CreateAsync(
            Daemon,
            options: ["--columns", "500"],
            command: ["sh", "-c", "echo \"url=$AGW_HOOK_URL token=$AGW_HOOK_TOKEN end\"; cat"]);
        await session.ShowsAsync(" end");
        var screen = (await Agw.RunAsync("session", "screen", session.Id, "--reveal", "--data", Daemon.Data)).Succeeded();
        var words = screen.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (session, words[0]["url=".Length..], words[1]["token=".Length..]);
    }

    private static async Task<HttpResponseMessage> PostAsync(string url, string? token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return await Http.SendAsync(request, Limits.Soon());
    }
}
