using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary>What the bridge does with single lines, seen from both of its ends.</summary>
public sealed class BridgeLineTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FakeDaemon _daemon = null!;
    private OsProcess _bridge = null!;

    public ValueTask InitializeAsync()
    {
        _daemon = new(_folder["data"]);
        var start = Agw.Start("mcp", "--no-start", "--data", _folder["data"]);
        start.WorkingDirectory = Directory.CreateDirectory(_folder["a \"quoted\" ü directory"]).FullName;
        _bridge = OsProcess.Start(start)!;
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        _bridge.StandardInput.Close();
        await _bridge.WaitForExitAsync(Limits.Soon());
        _bridge.Dispose();
        _daemon.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_begins_with_its_role_and_its_directory()
    {
        var (link, greeting) = await _daemon.AcceptAsync();
        using var _ = link;

        Assert.Equal("mcp", greeting["role"].String());
        Assert.Equal(_folder["a \"quoted\" ü directory"], greeting["directory"].String());
        Assert.NotNull(greeting["version"].String());
    }

    [Fact]
    public async Task Lines_pass_as_they_are_in_both_directions()
    {
        var (link, _) = await _daemon.AcceptAsync();
        using var __ = link;
        string[] lines =
        [
            """{"jsonrpc":"2.0","id":1,"method":"ping"}""",
            """  { "method" : "x", "params" : { "id" : 5, "a" : [ "}", {"id": 6} ] }, "id" : "ü\u00e9\n" }  """,
            "not json at all",
            """[{"jsonrpc":"2.0","id":2,"method":"a"},{"jsonrpc":"2.0","method":"b"}]""",
            """{"broken": """,
            new string('[', 20_000),
            """{"jsonrpc":"2.0","id":9,"method":"big","params":{"text":"BIG"}}""".Replace(
                "BIG", new string('x', 3_000_000), StringComparison.Ordinal),
        ];
        foreach (var line in lines)
        {
            await SayAsync(line);
            Assert.Equal(line, await link.ReadLineAsync());
            var writing = link.WriteAsync(line + "\n");
            Assert.Equal(line, await HearLineAsync());
            await writing;
        }
    }

    [Fact]
    public async Task Open_requests_are_answered_when_the_daemon_goes_and_answered_ones_are_not()
    {
        var (link, _) = await _daemon.AcceptAsync();
        await SayAsync("""{"jsonrpc":"2.0","id":1,"method":"answered"}""");
        await SayAsync("""{"jsonrpc":"2.0","id":"a+\u0062","method":"answered"}""");
        await SayAsync("""{"jsonrpc":"2.0","id":2,"method":"cancelled"}""");
        await SayAsync(
            """{"jsonrpc":"2.0","method":"notifications\/cancelled","params":{"reason":"x","requestId":2}}""");
        await SayAsync("""{"jsonrpc":"2.0","id":"open","method":"tools/call","params":{"id":1}}""");
        await SayAsync("""[{"jsonrpc":"2.0","id":7,"method":"batched"},{"jsonrpc":"2.0","id":8,"method":"batched"}]""");
        for (var line = 0; line < 6; line++) await link.ReadLineAsync();
        await link.WriteAsync(
            """{"jsonrpc":"2.0","id":1,"result":{}}"""
                + "\n"
                + """{"jsonrpc":"2.0","result":{},"id":"a\u002Bb"}"""
                + "\n");
        await link.WriteAsync("""{"jsonrpc":"2.0","id":"open","result":{"torn":""");
        Assert.Equal("1", (await HearAsync())["id"]!.ToJsonString());
        Assert.Equal("a+b", (await HearAsync())["id"].String());

        link.Dispose();

        var answered = new HashSet<string>();
        for (var answer = 0; answer < 3; answer++)
        {
            var error = await HearAsync();
            answered.Add(error["id"]!.ToJsonString());
            Assert.Equal(-32000, error["error"]!["code"]!.GetValue<int>());
            Assert.Equal("daemon_gone", error["error"]!["data"]!["code"].String());
            Assert.NotNull(error["error"]!["data"]!["hint"].String());
        }

        Assert.Equal(["\"open\"", "7", "8"], answered.Order());
        var (next, _) = await _daemon.AcceptAsync();
        using var __ = next;
        await SayAsync("""{"jsonrpc":"2.0","id":10,"method":"ping"}""");
        Assert.Contains("\"id\":10", await next.ReadLineAsync());
    }

    [Fact]
    public async Task An_older_conversation_is_opened_again_as_it_was()
    {
        const string Initialize =
            """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}""";
        const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";
        const string Kept = """{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"agw://kept"}}""";
        var (link, _) = await _daemon.AcceptAsync();
        foreach (var line in (string[])
        [
            Initialize,
            Initialized,
            Kept,
            Kept.Replace("kept", "dropped").Replace(":1,", ":2,"),
        ])
        {
            await SayAsync(line);
            await link.ReadLineAsync();
        }

        foreach (var id in (int[])[0, 1, 2])
        {
            await link.WriteAsync($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{}}""" + "\n");
            await HearAsync();
        }

        await SayAsync(
            """{"jsonrpc":"2.0","id":3,"method":"resources/unsubscribe","params":{"uri":"agw:\/\/dropped"}}""");
        await link.ReadLineAsync();
        await link.WriteAsync(
            """{"jsonrpc":"2.0","id":3,"result":{}}"""
                + "\n"
                + """{"jsonrpc":"2.0","id":77,"method":"sampling/createMessage"}"""
                + "\n");
        await HearAsync();
        Assert.Equal("77", (await HearAsync())["id"]!.ToJsonString());
        link.Dispose();

        var (next, _) = await _daemon.AcceptAsync();
        using var __ = next;
        Assert.Equal(Initialize, await next.ReadLineAsync());
        // The client answers the dead daemon, and asks something, before the new one has answered the repeated
        // initialize.
        await SayAsync("""{"jsonrpc":"2.0","id":77,"result":{"late":true}}""");
        await SayAsync("""{"jsonrpc":"2.0","id":4,"method":"ping"}""");
        await next.WriteAsync("""{"jsonrpc":"2.0","id":0,"result":{}}""" + "\n");
        Assert.Equal(Initialized, await next.ReadLineAsync());
        Assert.Equal(Kept, await next.ReadLineAsync());
        Assert.Contains("\"id\":4", await next.ReadLineAsync());
        await next.WriteAsync(
            """{"jsonrpc":"2.0","id":1,"result":{}}""" + "\n" + """{"jsonrpc":"2.0","id":4,"result":{}}""" + "\n");
        Assert.Equal("4", (await HearAsync())["id"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_a_daemon_requests_are_answered_at_once_and_its_return_is_found()
    {
        var (link, _) = await _daemon.AcceptAsync();
        _daemon.Dispose();
        link.Dispose();

        await SayAsync("""{"jsonrpc":"2.0","method":"notifications/whatever"}""");
        await SayAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        var error = await HearAsync();
        Assert.Equal("1", error["id"]!.ToJsonString());
        Assert.Contains(error["error"]!["data"]!["code"].String(), (string[])["daemon_gone", "daemon_not_running"]);

        _daemon = new(_folder["data"]);
        var (next, greeting) = await _daemon.AcceptAsync();
        using var __ = next;
        Assert.Equal("mcp", greeting["role"].String());
    }

    [Fact]
    public async Task What_was_asked_before_the_end_of_input_is_still_answered()
    {
        var (link, _) = await _daemon.AcceptAsync();
        using var __ = link;
        await _bridge.StandardInput.WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        _bridge.StandardInput.Close();
        Assert.Contains("\"id\":1", await link.ReadLineAsync());
        Assert.Null(await link.ReadLineAsync());

        await link.WriteAsync("""{"jsonrpc":"2.0","id":1,"result":{}}""" + "\n");

        Assert.Equal("1", (await HearAsync())["id"]!.ToJsonString());
        await _bridge.WaitForExitAsync(Limits.Soon());
        Assert.Equal(0, _bridge.ExitCode);
    }

    [Fact]
    public async Task It_ends_when_its_reader_is_gone()
    {
        var (link, _) = await _daemon.AcceptAsync();
        using var __ = link;
        await SayAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        await link.ReadLineAsync();

        _bridge.StandardOutput.Close();

        await _bridge.WaitForExitAsync(Limits.Soon());
        Assert.Equal(0, _bridge.ExitCode);
    }

    private async Task SayAsync(string line)
    {
        await _bridge.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), Limits.Soon());
        await _bridge.StandardInput.BaseStream.FlushAsync(Limits.Soon());
    }

    private async Task<string?> HearLineAsync() => await _bridge.StandardOutput.ReadLineAsync(Limits.Soon());

    private async Task<JsonNode> HearAsync() =>
        JsonNode.Parse(await HearLineAsync() ?? throw new EndOfStreamException())!;
}
