using AgentGateway.Cli;
using AgentGateway.Data;
using AgentGateway.Host.Tests.Sample;
using AgentGateway.Runtime.Threads.Tools;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>How threads, sessions and tasks are named at the command line.</summary>
public sealed class ReferenceTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly Reference[] All =
    [
        new("thr_01aaa", "Release notes", Day), new("thr_01abb", "Release", Day.AddHours(2)),
        new("thr_02ccc", "Weather", Day.AddHours(1)), new("thr_03ddd", "Weather", Day), new("thr_04eee", null, null),
    ];

    [Theory]
    [InlineData("thr_01aaa", "thr_01aaa")]
    [InlineData("thr_02", "thr_02ccc")]
    [InlineData("02", "thr_02ccc")]
    [InlineData("release", "thr_01abb")]
    [InlineData("release n", "thr_01aaa")]
    [InlineData("-", "thr_01abb")]
    [InlineData("nothing like it", "nothing like it")]
    public void An_id_its_beginning_a_title_its_beginning_or_a_dash_names_one(string given, string id) =>
        Assert.Equal(id, Reference.Find(given, "thr_", All).Value);

    [Theory]
    [InlineData("thr_01a")]
    [InlineData("weather")]
    [InlineData("wea")]
    public void What_could_be_several_is_refused_with_their_names(string given)
    {
        var refused = Reference.Find(given, "thr_", All).Rejection!;

        Assert.Equal("ambiguous", refused.Code);
        Assert.Contains("thr_0", refused.Message);
    }

    [Fact]
    public async Task Arguments_of_a_call_are_resolved_by_what_the_daemon_has()
    {
        await using var gateway = await Gateway.StartAsync();
        var data = DataDirectory.Resolve(gateway.Data);
        await using var socket = new ControlSocket(gateway, data);
        var first = (await gateway.AskAsync("The first thing")).ThreadId;
        using var client = (await ControlClient.ConnectAsync(data, Gateway.Stop)).Value;
        var references = new References(client, Gateway.Stop);

        foreach (var named in (string[])["the first", "-", first[..^1], first])
        {
            var arguments = Arguments.Of(("thread_id", named));
            Assert.Null(await references.ResolveAsync("thread_read", arguments));
            Assert.Equal(first, (string?)arguments["thread_id"]);
        }

        Assert.Equal(
            "nothing_pending",
            (await references.ResolveAsync("approval_resolve", Arguments.Of(("decision", "deny"))))?.Code);
    }

    [Fact]
    public async Task What_stands_on_no_first_page_is_found_and_so_is_what_was_archived()
    {
        await using var gateway = await Gateway.StartAsync();
        var data = DataDirectory.Resolve(gateway.Data);
        await using var socket = new ControlSocket(gateway, data);
        using var client = (await ControlClient.ConnectAsync(data, Gateway.Stop)).Value;
        var call = DaemonCall.Of(ThreadCreateTool.Declaration);
        var ids = new List<string>();
        for (var number = 0; number <= 500; number++)
            ids.Add((await client.CallAsync(
                call, Arguments.Of(("title", $"Number {number}.")), null, Gateway.Stop)).Value.View.Thread.Id);
        var references = new References(client, Gateway.Stop);

        await FoundAsync(references, "Number 0.", ids[0]);
        await client.CallAsync(
            DaemonCall.Of(ThreadUpdateTool.Declaration),
            Arguments.Of(("thread_id", ids[0]), ("archived", true)), null, Gateway.Stop);
        await FoundAsync(references, "number 0.", ids[0]);
    }

    private static async Task FoundAsync(References references, string given, string id)
    {
        var arguments = Arguments.Of(("thread_id", given));
        Assert.Null(await references.ResolveAsync("thread_read", arguments));
        Assert.Equal(id, (string?)arguments["thread_id"]);
    }

    [Theory]
    [InlineData("thread read - --limit 3", "thread", "read", "--limit", "3", "--last")]
    [InlineData("thread rename - New title", "thread", "rename", "--last", "New", "title")]
    [InlineData("attach -", "attach", "--last")]
    [InlineData("thread send --last hello", "thread", "send", "--last", "hello")]
    [InlineData("thread send -- --last", "thread", "send", "--", "--last")]
    [InlineData("status --last", "status", "--last")]
    public void Last_stands_at_the_place_of_the_name(string expected, params string[] words) =>
        Assert.Equal(expected, string.Join(' ', TypedWords.Of(words)));
}
