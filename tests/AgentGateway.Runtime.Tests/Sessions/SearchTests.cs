using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>Looking for what sessions printed.</summary>
public sealed class SearchTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Fact]
    public async Task Lines_of_all_sessions_are_found_without_secrets_also_of_those_that_ended()
    {
        await using var gateway = await Gateway.StartAsync();
        var ended = await gateway.EndAsync((await gateway.CreateAsync(new("/bin/sh", ["-c",
            "echo the needle is here; echo ERROR needle broke; echo with $MY_TOKEN needle"], "one", Backend: "pty",
            Environment: new Dictionary<string, string> { ["MY_TOKEN"] = "tok-12345678-abc" })
            { Owner = new(Agent: "weles") })).Id);
        var live = await gateway.ScriptAsync("echo another needle; read x");
        var hits = await FoundAsync(gateway, "needle", 4);
        Assert.Equal(3, hits.Count(hit => hit.SessionId == ended.Id));
        Assert.Contains(
            hits, hit => hit.SessionId == live.Id && hit.Snippet.Contains("**needle**", StringComparison.Ordinal));
        Assert.All(
            hits.Where(hit => hit.SessionId == ended.Id),
            hit => Assert.Equal(("one", "weles"), (hit.SessionName, hit.Agent)));
        Assert.Contains(hits, hit => hit.Text == "with [redacted] needle");
        Assert.Equal(
            "ERROR needle broke",
            Assert.Single(
                (await gateway.SessionOutput.SearchAsync(new("needle", Severity: "error"), Stop)).Value.Hits).Text);
        Assert.Single((await gateway.SessionOutput.SearchAsync(new("needle", live.Id), Stop)).Value.Hits);
        Assert.Empty((await gateway.SessionOutput.SearchAsync(new("12345678"), Stop)).Value.Hits);
        Assert.Equal(4, (await gateway.SessionOutput.SearchAsync(new("needle", Since: "5m"), Stop)).Value.Hits.Count);

        await gateway.Sessions.RemoveAsync(Gateway.Client, "one", Stop);
        await FoundAsync(gateway, "needle", 1);
    }

    [Fact]
    public async Task Output_without_a_line_is_not_read_again_after_a_restart()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync(@"printf '\033[2J\n\n\n'; read x");
        var index = gateway.Store.OutputIndex;
        // The terminal writes a return before each end of a line.
        await Eventually.TrueAsync(async () => await index.IndexedToAsync(new(session.Id), Stop) == 10);
        Assert.Empty((await gateway.SessionOutput.SearchAsync(new("anything"), Stop)).Value.Hits);
    }

    /// <summary>As a daemon leaves it that stops before the end of a session is indexed.</summary>
    [Fact]
    public async Task Output_of_an_ended_session_that_was_not_indexed_is_indexed_at_the_next_start()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.EndAsync((await gateway.CreateAsync(new("/bin/sh", ["-c",
            "echo the needle is here; echo with $MY_TOKEN needle"], "one", Backend: "pty",
            Environment: new Dictionary<string, string> { ["MY_TOKEN"] = "tok-12345678-abc" }))).Id);
        await FoundAsync(gateway, "needle", 2);
        await gateway.StopAsync();
        await gateway.Store.OutputIndex.RemoveAsync(new(session.Id), Stop);
        await gateway.StartAgainAsync();

        var hits = await FoundAsync(gateway, "needle", 2);

        Assert.All(hits, hit => Assert.Equal(session.Id, hit.SessionId));
        Assert.Contains(hits, hit => hit.Text == "with [redacted] needle");
    }

    [Fact]
    public async Task An_export_can_be_played()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.EndAsync((await gateway.ScriptAsync("echo played")).Id);
        using var cast = new MemoryStream();
        Assert.Equal(
            new SessionExportView(session.Id, "asciicast-v2"),
            (await gateway.SessionOutput.ExportCastAsync(session.Id, cast, Stop)).Value);
        var lines = System.Text.Encoding.UTF8.GetString(cast.ToArray()).Split('\n');
        Assert.Contains("\"version\":2,\"width\":80,\"height\":24", lines[0], StringComparison.Ordinal);
        Assert.Contains("played", lines[1], StringComparison.Ordinal);
    }

    /// <summary>Indexing follows the output in a loop of its own, without a signal.</summary>
    private static Task<IReadOnlyList<OutputHitView>> FoundAsync(
        Gateway gateway, string query, int count) => Eventually.FoundAsync(
        async () =>
        {
            var hits = (await gateway.SessionOutput.SearchAsync(new(query), Stop)).Value.Hits;
            return hits.Count == count ? hits : null;
        },
        $"{count} hits of {query}");
}
