using System.Net;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Host;

public sealed class EventsTests(DaemonFixture fixture)
{
    private static readonly string[] Properties = ["position", "stream", "version", "at", "actor", "type", "data"];

    [Fact]
    public async Task A_reader_that_comes_back_with_the_last_id_misses_nothing_and_hears_nothing_twice()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        await client.SendAsync(thread, "One");
        var heard = new List<long>();
        string? last = null;

        // One event a connection, over what was before and what comes meanwhile.
        for (var round = 0; round < 8; round++)
        {
            await using var reader = await SseReader.OpenAsync(fixture.Daemon, $"?stream=thread/{thread}", last);
            if (round == 4) await client.SendAsync(thread, "Two");
            (last, var stored) = await reader.NextAsync();
            Assert.Equal(Properties, stored.AsObject().Select(property => property.Key));
            Assert.Equal($"thread/{thread}", stored["stream"].String());
            heard.Add(stored["version"]!.GetValue<long>());
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], heard);
    }

    [Fact]
    public async Task A_position_alone_is_taken_as_of_this_journal()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        await using var all = await SseReader.OpenAsync(fixture.Daemon, $"?stream=thread/{thread}");
        var (id, first) = await all.NextAsync();
        var position = first["position"]!.GetValue<long>();
        Assert.EndsWith($":{position}", id);

        await using var from = await SseReader.OpenAsync(
            fixture.Daemon, $"?stream=thread/{thread}&after={position - 1}");

        Assert.Equal(id, (await from.NextAsync()).Id);
    }

    [Fact]
    public async Task From_the_latest_on_only_what_comes_is_heard()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        await client.NewThreadAsync();
        await using var reader = await SseReader.OpenAsync(fixture.Daemon, "?after=latest&stream=thread/");

        var thread = await client.NewThreadAsync();

        while ((await reader.NextAsync()).Event["stream"].String() != $"thread/{thread}") { }
    }

    [Fact]
    public async Task A_hundred_followers_hear_the_same()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        var readers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => SseReader.OpenAsync(fixture.Daemon, $"?stream=thread/{thread}")));

        await client.SendAsync(thread, "To all");

        foreach (var reader in readers)
        {
            for (var version = 1; version <= 5; version++)
                Assert.Equal(version, (await reader.NextAsync()).Event["version"]!.GetValue<int>());
            await reader.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("?after=jrn_of_another:3", null, HttpStatusCode.Conflict, "cursor_unknown")]
    [InlineData("?after=999999999", null, HttpStatusCode.Conflict, "cursor_unknown")]
    [InlineData("", "jrn_of_another:3", HttpStatusCode.Conflict, "cursor_unknown")]
    [InlineData("?after=soon", null, HttpStatusCode.BadRequest, "invalid_cursor")]
    [InlineData("?after=-1", null, HttpStatusCode.BadRequest, "invalid_cursor")]
    [InlineData("?stream=thread", null, HttpStatusCode.BadRequest, "invalid_argument")]
    [InlineData("?steam=thread/", null, HttpStatusCode.BadRequest, "unknown_argument")]
    public async Task A_question_that_cannot_be_answered_is_refused(
        string query, string? lastId, HttpStatusCode status, string code) =>
        Assert.Equal((status, code), await SseReader.RefusalAsync(fixture.Daemon, query, lastId));

    [Fact]
    public async Task The_verb_prints_them_and_follows()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();

        var printed = (await Agw.RunAsync(
            "events", "--data", fixture.Daemon.Data, "--stream", $"thread/{thread}", "--json")).Succeeded();
        Assert.Equal(
            1,
            printed.Split(
                '\n', StringSplitOptions.RemoveEmptyEntries)
                    .Count(line => line.Contains("\"thread.created\"", StringComparison.Ordinal)));

        using var following = OsProcess.Start(
            Agw.Start("events", "--data", fixture.Daemon.Data, "--stream", $"thread/{thread}", "--json", "--follow"))!;
        Assert.Contains("\"thread.created\"", await following.StandardOutput.ReadLineAsync(Limits.Soon()));
        await client.SendAsync(thread, "Hello");
        while (await following.StandardOutput.ReadLineAsync(Limits.Soon()) is { } line)
            if (line.Contains("\"turn.ended\"", StringComparison.Ordinal)) break;
        following.Kill();
    }
}
