using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Memory;

/// <summary>Memory between programs, over restarts and kills of the daemon.</summary>
public sealed class MemoryAcrossClientsTests
{
    [Fact]
    public async Task One_client_remembers_and_another_of_another_era_recalls_after_a_restart()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        string id;
        await using (var first = await Daemon.StartAsync(folder["data"]))
        {
            // A client that is still connected when the daemon is killed would start another one.
            await using (var editor = await McpClient.ConnectAsync(first, ConnectionKind.StdioOlder))
            {
                var remembered = await editor.CallAsync(
                    "memory_remember", new { text = "The staging server is called wombat", subject = "staging" });
                Assert.Equal("remembered", remembered["outcome"].String());
                id = remembered["note"]!["id"].String()!;
                await editor.CallAsync(
                    "memory_write", new { name = "conventions", scope = "global", text = "Tabs are wombats." });
            }

            await first.KillAsync();
        }

        await using var second = await Daemon.StartAsync(folder["data"]);
        await using var agent = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
        var recalled = await agent.CallAsync("memory_recall", new { query = "which server is for staging?" });
        Assert.Equal(id, recalled["hits"]![0]!["id"].String());
        Assert.Equal("note", recalled["hits"]![0]!["kind"].String());
        var resource = await agent.RequestAsync("resources/read", new { uri = "agw://memory/global/conventions" });
        Assert.Equal("Tabs are wombats.", resource["contents"]![0]!["text"].String());
        var again = await agent.CallAsync(
            "memory_remember", new { text = "the staging server is called wombat.", subject = "staging" });
        Assert.Equal("merged", again["outcome"].String());
    }

    [Fact]
    public async Task What_is_being_forgotten_when_the_daemon_is_killed_is_gone_after_the_next_start()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        List<string> ids = [];
        await using (var first = await Daemon.StartAsync(folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(first, ConnectionKind.HttpModern);
            for (var number = 0; number < 20; number++)
                ids.Add((await client.CallAsync(
                    "memory_remember", new { text = $"quokka{number} lives in burrow {number}" }))["note"]!["id"].String()!);

            // The kill meets some of these between the decision to forget and the last erased word.
            var forgetting = ids.Select(id => client.CallAsync("memory_forget", new { id })).ToArray();
            await forgetting[0];
            await first.KillAsync();
            await Task.WhenAll(forgetting.Select(call => call.ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
        }

        await using var second = await Daemon.StartAsync(folder["data"]);
        await using var again = await McpClient.ConnectAsync(second, ConnectionKind.HttpModern);
        foreach (var id in ids)
            if ((await again.CallAsync("memory_read", new { }))["notes"]!.AsArray()
                .Any(note => note!["id"].String() == id))
                await again.CallAsync("memory_forget", new { id });
        Assert.Empty((await again.CallAsync("memory_read", new { }))["notes"]!.AsArray());
        Assert.Empty((await again.CallAsync("memory_recall", new { query = "quokka3 burrow" }))["hits"]!.AsArray());

        // A note has one event with words. What the kill interrupted is erased a little after the start.
        await Eventually.TrueAsync(
            async () => JsonNode.Parse(
                (await Agw.RunAsync("journal", "verify", "--json", "--data", folder["data"])).Succeeded())!["erased"]!
                .GetValue<long>() == ids.Count,
            "the words of all notes are erased");
    }

    [Fact]
    public async Task Notes_go_out_as_Markdown_and_come_back()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await using (var first = await Daemon.StartAsync(folder["data"]))
        {
            await RunAsync("remember", "The wombat sleeps at noon", "--subject", "wombat: times", "--kind", "preference");
            await RunAsync("write", "USER", "Speaks Polish: żółw.");
            Assert.Contains("1 notes and 1 documents", await RunAsync("export", folder["out"]), StringComparison.Ordinal);
            await first.KillAsync();
        }

        await File.WriteAllTextAsync(folder["out/plain.md"], "# Quokkas\n\nThey hop.\n", Limits.Soon());
        await using var second = await Daemon.StartAsync(folder["other"]);
        var answer = JsonNode.Parse(await InAsync("other", "import", folder["out"], "--json"))!;
        Assert.Equal((1, 2), (answer["documents"]!.GetValue<int>(), answer["notes"]!.GetValue<int>()));
        var again = JsonNode.Parse(await InAsync("other", "import", folder["out"], "--json"))!;
        Assert.Equal((0, 2), (again["notes"]!.GetValue<int>(), again["merged"]!.GetValue<int>()));
        Assert.Contains("żółw", await InAsync("other", "read", "USER"), StringComparison.Ordinal);
        Assert.Contains("They hop.", await InAsync("other", "recall", "quokka"), StringComparison.Ordinal);

        Task<string> RunAsync(params string[] words) => InAsync("data", words);
        async Task<string> InAsync(string data, params string[] words) =>
            (await Agw.RunAsync(["memory", .. words, "--data", folder[data]])).Succeeded();
    }
}
