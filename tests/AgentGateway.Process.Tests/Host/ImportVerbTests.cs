using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary>Importing, deleting and looking back at the command line.</summary>
public sealed class ImportVerbTests(DaemonFixture fixture)
{
    [Fact]
    public async Task A_conversation_is_imported_found_refused_forked_and_erased()
    {
        using var folder = new TemporaryFolder();
        var projects = Directory.CreateDirectory(Path.Combine(folder.Path, "projects", "p")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(projects, "7c1d0f5e.jsonl"),
            """
            {"type":"user","timestamp":"2025-03-01T09:00:00Z","cwd":"/srv","message":{"role":"user","content":"Feed the quokka"}}
            {"type":"assistant","timestamp":"2025-03-01T09:00:05Z","message":{"content":[{"type":"text","text":"Fed."}]}}

            """,
            TestContext.Current.CancellationToken);

        var trial = (await ImportAsync(folder, "--dry-run", "--json")).Json();
        Assert.Equal("new", trial["conversations"]![0]!["state"].String());
        var told = (await ImportAsync(folder)).Succeeded();
        Assert.Contains("Feed the quokka", told);
        Assert.Contains("1 conversation of Claude Code: 1 new. 2 messages were imported.", told);
        Assert.Contains("1 unchanged. 0 messages were imported.", (await ImportAsync(folder)).Succeeded());
        (await ImportAsync(folder, "--since", "yesterday")).RefusedWith("usage", exitCode: 2);

        var hit = (await RunAsync("thread", "search", "quokka", "--json")).Json()["hits"]![0]!;
        var thread = hit["thread_id"].String()!;
        Assert.Contains("Fed.", (await RunAsync("thread", "read", thread)).Succeeded());
        (await RunAsync("thread", "send", thread, "Again?")).RefusedWith("thread_imported");
        var fork = (await RunAsync("thread", "fork", thread)).Succeeded().Trim();
        (await RunAsync("thread", "pin", thread)).Succeeded();
        (await RunAsync("thread", "unpin", thread)).Succeeded();

        (await RunAsync("thread", "delete", thread, "--yes")).RefusedWith("thread_forked");
        (await RunAsync("thread", "delete", fork)).RefusedWith("not_confirmed");
        (await RunAsync("thread", "archive", fork)).Succeeded();
        Assert.Contains(fork, (await RunAsync("history", "--kind", "thread")).Succeeded());
        (await RunAsync("thread", "delete", fork, "--yes")).Succeeded();
        Assert.Equal(true, (bool?)(await RunAsync("thread", "delete", thread, "--yes", "--json")).Json()["erased"]);
        Assert.DoesNotContain(thread, (await RunAsync("thread", "search", "quokka", "--json")).Succeeded());
        (await RunAsync("thread", "read", thread)).RefusedWith("unknown_thread");
        Assert.Contains("1 whose thread you deleted", (await ImportAsync(folder)).Succeeded());
        Assert.DoesNotContain(fork, (await RunAsync("history", "--json")).Succeeded());
    }

    [Fact]
    public async Task A_turn_is_waited_for_and_its_answer_printed()
    {
        var sent = (await RunAsync("thread", "send", "Hello", "there", "--json")).Json();

        var waited = await RunAsync("thread", "wait", sent["turn_id"].String()!, "--timeout-seconds", "30");

        Assert.Equal(sent["reply"]!["text"].String()!.Trim(), waited.Succeeded().Trim());
        (await RunAsync("thread", "wait", "turn_none")).RefusedWith("unknown_turn");
    }

    private Task<Finished> ImportAsync(TemporaryFolder folder, params string[] words) =>
        RunAsync(["import", "claude", "--from", folder.Path, .. words]);

    private Task<Finished> RunAsync(params string[] words) => Agw.RunAsync([.. words, "--data", fixture.Daemon.Data]);
}
