using System.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.Imports;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Imports;

/// <summary>Conversations of Claude Code and Codex become threads, each once.</summary>
public sealed class ImportTests
{
    private const string Session = "7c1d0f5e-0000-4000-8000-000000000001";

    [Fact]
    public async Task A_conversation_of_Claude_Code_is_read_and_found_as_a_thread()
    {
        await using var gateway = await Gateway.StartAsync();
        Claude(gateway).Write(
            """{"type":"file-history-snapshot","messageId":"m1","snapshot":{}}""",
            """{"type":"user","isMeta":true,"timestamp":"2025-03-01T09:00:00Z","cwd":"/srv/site","message":"""
                + """{"role":"user","content":"Caveat"}}""",
            """{"type":"user","timestamp":"2025-03-01T09:00:00Z","cwd":"/srv/site","message":"""
                + """{"role":"user","content":"Mend the aardvark menu"}}""",
            """{"type":"assistant","timestamp":"2025-03-01T09:00:05Z","message":"""
                + """{"role":"assistant","model":"claude-x","content":[{"type":"thinking","thinking":"hm"}]}}""",
            """{"type":"assistant","timestamp":"2025-03-01T09:00:06Z","message":"""
                + """{"role":"assistant","model":"claude-x","content":[{"type":"text","text":"I look at it."}]}}""",
            """{"type":"assistant","timestamp":"2025-03-01T09:00:07Z","message":"""
                + """{"role":"assistant","model":"claude-x","content":"""
                + """[{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"ls"}}]}}""",
            """{"type":"user","timestamp":"2025-03-01T09:00:08Z","message":{"role":"user","content":"""
                + """[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"a.txt"},"""
                + """{"type":"image"}]}]}}""",
            """{"type":"assistant","isSidechain":true,"timestamp":"2025-03-01T09:00:09Z","message":"""
                + """{"role":"assistant","content":[{"type":"text","text":"of a subagent"}]}}""",
            """{"type":"user","isCompactSummary":true,"timestamp":"2025-03-01T09:01:00Z","message":"""
                + """{"role":"user","content":"This session is continued"}}""",
            """{"type":"user","timestamp":"2025-03-01T09:02:00Z","message":"""
                + """{"role":"user","content":"<command-name>/review</command-name>\n<command-message>"""
                + """review</command-message>\n<command-args>the diff</command-args>"}}""",
            """{"type":"user","timestamp":"2025-03-01T09:02:01Z","message":"""
                + """{"role":"user","content":"<local-command-stdout>ok</local-command-stdout>"}}""",
            """{"type":"zebra","timestamp":"2025-03-01T09:03:00Z"}""",
            "{\"type\":\"user\",\"timest",
            """{"type":"custom-title","customTitle":"The menu","sessionId":"x"}""");

        var import = await ImportAsync(gateway, "claude");

        var one = Assert.Single(import.Conversations);
        Assert.Equal(
            ("new", "The menu", "/srv/site", 6, At("09:00:00")),
            (one.State, one.Title, one.Directory, one.Messages, one.StartedAt));
        Assert.Equal((1L, 1L, 6L), (import.Counts.BrokenLines, import.Counts.SubagentEntries, import.Counts.Messages));
        Assert.Equal(["zebra 1"], import.Counts.UnknownEntries.Select(kind => $"{kind.Key} {kind.Value}"));
        var read = await gateway.ReadAsync(one.ThreadId!, hidden: true);
        Assert.Equal(
            [
                ("user", "operator", "Mend the aardvark menu", "visible"),
                ("assistant", "claude", "I look at it.", "visible"),
                ("assistant", "claude", "", "visible"),
                ("tool", "Bash", "a.txt\n[image]", "visible"),
                ("system", "claude", "This session is continued", "hidden"),
                ("user", "operator", "/review the diff", "visible"),
            ],
            read.Messages.Select(message => (message.Role, message.Author, message.Text, message.Visibility)));
        Assert.Equal(At("09:00:06"), read.Messages[1].At);
        Assert.Equal("claude-x", read.Messages[1].Model);
        Assert.Equal(new ToolCallView("t1", "Bash", """{"command":"ls"}"""), read.Messages[2].ToolCalls!.Single());
        Assert.Equal(("claude", Session, "/srv/site"), (read.Thread.Import!.Program,
            read.Thread.Import.Conversation, read.Thread.Import.Directory));
        Assert.Equal((At("09:00:00"), At("09:02:00")), (read.Thread.CreatedAt, read.Thread.UpdatedAt));
        Assert.Equal(
            one.ThreadId,
            (await gateway.Runtime.Threads.SearchAsync(new("aardvark"), Gateway.Stop)).Value.Hits.Single().ThreadId);
        Assert.Equal(
            "claude",
            (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads.Single().ImportedFrom);
    }

    [Fact]
    public async Task A_conversation_of_Codex_is_read_as_the_model_had_it()
    {
        await using var gateway = await Gateway.StartAsync();
        Codex(gateway).Write(
            """{"timestamp":"2025-11-01T09:00:00.000Z","type":"session_meta","payload":"""
                + """{"id":"0199","timestamp":"2025-11-01T08:59:59Z","cwd":"/srv/site","originator":"codex_cli"}}""",
            """{"timestamp":"2025-11-01T09:00:01Z","type":"response_item","payload":"""
                + """{"type":"message","role":"developer","content":[{"type":"input_text","text":"rules"}]}}""",
            """{"timestamp":"2025-11-01T09:00:01Z","type":"response_item","payload":"""
                + """{"type":"message","role":"user","content":"""
                + """[{"type":"input_text","text":"<environment_context>x</environment_context>"}]}}""",
            """{"timestamp":"2025-11-01T09:00:02Z","type":"response_item","payload":"""
                + """{"type":"message","role":"user","content":[{"type":"input_text","text":"Find the okapi"}]}}""",
            """{"timestamp":"2025-11-01T09:00:02Z","type":"event_msg","payload":"""
                + """{"type":"user_message","message":"Find the okapi"}}""",
            """{"timestamp":"2025-11-01T09:00:03Z","type":"turn_context","payload":{"cwd":"/srv/site"}}""",
            """{"timestamp":"2025-11-01T09:00:04Z","type":"response_item","payload":"""
                + """{"type":"reasoning","encrypted_content":"x"}}""",
            """{"timestamp":"2025-11-01T09:00:05Z","type":"response_item","payload":"""
                + """{"type":"function_call","name":"shell","arguments":"{\"command\":[\"ls\"]}","call_id":"c1"}}""",
            """{"timestamp":"2025-11-01T09:00:06Z","type":"response_item","payload":"""
                + """{"type":"function_call_output","call_id":"c1","output":"okapi.txt"}}""",
            """{"timestamp":"2025-11-01T09:00:07Z","type":"response_item","payload":"""
                + """{"type":"custom_tool_call","name":"apply_patch","input":"*** Begin","call_id":"c2"}}""",
            """{"timestamp":"2025-11-01T09:00:08Z","type":"compacted","payload":{"message":"They look for it."}}""",
            """{"timestamp":"2025-11-01T09:00:09Z","type":"response_item","payload":"""
                + """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"There it is."}]}}""",
            """{"timestamp":"2025-11-01T09:00:10Z","type":"response_item","payload":{"type":"hologram"}}""");

        var import = await ImportAsync(gateway, "codex");

        var one = Assert.Single(import.Conversations);
        Assert.Equal(("new", "Find the okapi", "/srv/site"), (one.State, one.Title, one.Directory));
        Assert.Equal(["hologram"], import.Counts.UnknownEntries.Keys);
        var read = await gateway.ReadAsync(one.ThreadId!, hidden: true);
        Assert.Equal(
            [
                ("user", "operator", "Find the okapi"), ("assistant", "codex", ""), ("tool", "shell", "okapi.txt"),
                ("assistant", "codex", ""), ("system", "codex", "They look for it."),
                ("assistant", "codex", "There it is."),
            ],
            read.Messages.Select(message => (message.Role, message.Author, message.Text)));
        Assert.Equal("""{"command":["ls"]}""", read.Messages[1].ToolCalls!.Single().Arguments);
        Assert.Equal("""{"input":"*** Begin"}""", read.Messages[3].ToolCalls!.Single().Arguments);
        Assert.Equal("0199", read.Thread.Import!.Conversation);
    }

    [Fact]
    public async Task Files_of_Codex_from_before_items_had_an_envelope_are_read_too()
    {
        await using var gateway = await Gateway.StartAsync();
        Codex(gateway).Write(
            """{"id":"old","timestamp":"2025-05-01T09:00:00Z","instructions":null}""",
            """{"record_type":"state"}""",
            """{"type":"message","role":"user","content":[{"type":"input_text","text":"Find the okapi"}]}""",
            """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"There."}]}""");

        var one = Assert.Single((await ImportAsync(gateway, "codex")).Conversations);

        Assert.Equal(("new", 2), (one.State, one.Messages));
        Assert.All(
            (await gateway.ReadAsync(one.ThreadId!)).Messages,
            message => Assert.Equal(DateTimeOffset.Parse("2025-05-01T09:00:00Z", null), message.At));
    }

    [Fact]
    public async Task A_second_import_adds_only_what_is_new_also_after_a_restart()
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite });
        var file = Claude(gateway);
        file.Write(Asked("one"), Answered("two"));
        var first = Assert.Single((await ImportAsync(gateway, "claude")).Conversations);

        var again = await ImportAsync(gateway, "claude");
        Assert.Empty(again.Conversations);
        Assert.Equal((0L, 1), (again.Counts.Messages, again.Counts.Conversations["unchanged"]));

        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        file.Append(Asked("three"));
        file.AppendText(Answered("being written")[..40]);
        var grown = Assert.Single((await ImportAsync(gateway, "claude")).Conversations);
        Assert.Equal(("grown", first.ThreadId, 1), (grown.State, grown.ThreadId, grown.Messages));
        file.AppendText(Answered("being written")[40..] + "\n");
        await ImportAsync(gateway, "claude");

        Assert.Equal(
            ["one", "two", "three", "being written"],
            (await gateway.ReadAsync(first.ThreadId!)).Messages.Select(message => message.Text));
        Assert.Single((await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads);
        Assert.Null((await gateway.Store.Store.CheckAsync(Gateway.Stop)).Unsound);
    }

    [Fact]
    public async Task A_large_file_is_read_in_bounded_pieces_and_an_endless_line_is_passed_over()
    {
        await using var gateway = await Gateway.StartAsync();
        var file = Claude(gateway);
        file.Write([.. Enumerable.Range(1, 200).Select(number => Asked($"number {number}"))]);
        file.AppendText(Asked(new string('x', JsonLines.LineBytesMax)) + "\n");
        file.Append(Asked("behind it"));

        var import = await ImportAsync(gateway, "claude");

        Assert.Equal((1L, 201L), (import.Counts.LongLines, import.Counts.Messages));
        var read = await gateway.ReadAsync(import.Conversations.Single().ThreadId!);
        Assert.Equal("behind it", read.Messages[^1].Text);
        Assert.Equal(Enumerable.Range(1, 201).Select(number => (long)number), read.Messages.Select(m => m.Seq));
    }

    [Fact]
    public async Task A_file_that_was_rewritten_is_told_and_its_thread_stays_as_it_is()
    {
        await using var gateway = await Gateway.StartAsync();
        var file = Claude(gateway);
        file.Write(Asked("one"), Answered("two"));
        var first = (await ImportAsync(gateway, "claude")).Conversations.Single();
        file.Write(Asked("one"), Answered("otherwise"), Asked("three"));

        Assert.Equal("rewritten", (await ImportAsync(gateway, "claude")).Conversations.Single().State);

        Assert.Equal(["one", "two"], (await gateway.ReadAsync(first.ThreadId!)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task A_trial_tells_the_same_and_changes_nothing()
    {
        await using var gateway = await Gateway.StartAsync();
        Claude(gateway).Write(Asked("one"), Answered("two"));
        var before = gateway.Store.Journal.LastPosition;

        var trial = await ImportAsync(gateway, "claude", request => request with { IsTrial = true });

        Assert.Equal(before, gateway.Store.Journal.LastPosition);
        var done = await ImportAsync(gateway, "claude");
        Assert.Equal(done.Conversations, trial.Conversations);
        Assert.Equal((true, false), (trial.DryRun, done.DryRun));
    }

    [Fact]
    public async Task Only_the_conversations_that_were_asked_for_are_read()
    {
        await using var gateway = await Gateway.StartAsync();
        var old = Claude(gateway, "old");
        old.Write(Asked("one"));
        File.SetLastWriteTimeUtc(old.Path, new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Claude(gateway, "here").Write(Asked("two", "/srv/site/menu"));
        Claude(gateway, "beside").Write(Asked("three", "/srv/site-two"));

        var import = await ImportAsync(gateway, "claude", request => request with
        {
            Since = new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), Directory = "/srv/site",
        });

        Assert.Equal(["two"], import.Conversations.Select(one => one.Title));
        Assert.Equal((3, 2), (import.Counts.Files, import.Counts.LeftOut));
    }

    [Fact]
    public async Task Secrets_are_replaced_and_nothing_is_carried_out()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Runtime.Get<KnownSecrets>().Add("correct-horse-battery");
        Claude(gateway).Write(Asked("/task now say correct-horse-battery"), Answered("!weles do it"));

        var trial = await ImportAsync(gateway, "claude", request => request with { IsTrial = true });
        var one = (await ImportAsync(gateway, "claude")).Conversations.Single();

        Assert.DoesNotContain("correct-horse", trial.Conversations.Single().Title);
        Assert.DoesNotContain("correct-horse", one.Title);
        var read = await gateway.ReadAsync(one.ThreadId!);
        Assert.StartsWith("/task now say ", read.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", read.Messages[0].Text);
        Assert.DoesNotContain(
            await gateway.Store.Journal.ReadAllAsync(0, 1_000, Gateway.Stop),
            stored => stored.Type is "task.created" or "turn.queued" or "delegation.requested");
    }

    [Fact]
    public async Task An_imported_thread_refuses_messages_and_goes_on_in_a_fork()
    {
        await using var gateway = await Gateway.StartAsync();
        Claude(gateway).Write(Asked("the sky is green", gateway.Folder), Answered("It is blue."));
        var id = (await ImportAsync(gateway, "claude")).Conversations.Single().ThreadId!;

        foreach (var text in (string[])["Are you sure?", "@weles watch", "/task tidy up"])
            Assert.Equal("thread_imported", (await gateway.RefusalAsync(text, id))!.Code);

        var fork = (await gateway.Runtime.Threads.ForkAsync(Gateway.Operator, id, null, Gateway.Stop)).Value.Thread;
        Assert.Equal(("svarog", gateway.Folder, null), (fork.Owner, fork.Workspace, fork.Import));
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            var prompt = await turn.BuildPromptAsync(100_000, null, stop);
            return ScriptedDriver.Completed(prompt.Messages.Any(m => m.Text.Contains("It is blue.")) ? "yes" : "no");
        });
        Assert.Equal("yes", (await gateway.AskAsync("Do you know it?", fork.Id)).Reply!.Text);
        Assert.Equal(
            "thread_forked",
            (await gateway.Runtime.Get<DeletionService>().DeleteAsync(Gateway.Operator, id, Gateway.Stop))
                .Rejection!.Code);
    }

    [Fact]
    public async Task A_conversation_whose_thread_was_deleted_does_not_come_back()
    {
        await using var gateway = await Gateway.StartAsync();
        Claude(gateway).Write(Asked("one"));
        var id = (await ImportAsync(gateway, "claude")).Conversations.Single().ThreadId!;
        await gateway.Runtime.Get<DeletionService>().DeleteAsync(Gateway.Operator, id, Gateway.Stop);

        var again = await ImportAsync(gateway, "claude");

        Assert.Equal((0L, 1), (again.Counts.Messages, again.Counts.Conversations["deleted"]));
        Assert.Empty((await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads);
    }

    [Fact]
    public async Task What_was_imported_is_no_reply_in_the_inbox()
    {
        await using var gateway = await Gateway.StartAsync();
        Claude(gateway).Write(Asked("one"), Answered("two"));
        await ImportAsync(gateway, "claude");

        Assert.Empty((await gateway.Runtime.Get<AttentionService>().ListAsync(false, Gateway.Stop)).Items);
    }

    [Fact]
    public async Task What_is_no_conversation_is_counted_and_what_cannot_be_imported_is_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        Claude(gateway).Write("not JSON", "[1]", """{"type":"user","message":5,"timestamp":"2025-03-01T09:00:00Z"}""",
            """{"type":"user","timestamp":"2025-03-01T09:00:00Z","message":{"content":"half \ud83d a fox"}}""");
        Claude(gateway, "agent-7").Write(Asked("of a subagent"));
        Directory.CreateDirectory(Path.Combine(gateway.Folder, "claude", "projects", "p", "folder.jsonl"));

        var import = await ImportAsync(gateway, "claude");

        Assert.Equal((1, 1, 4L), (import.Counts.Files, import.Counts.Conversations["empty"], import.Counts.BrokenLines));
        Assert.Equal("nothing_to_import", (await TryAsync(gateway, new("codex", "/nowhere"))).Rejection!.Code);
        Assert.Equal("invalid_argument", (await TryAsync(gateway, new("eliza", gateway.Folder))).Rejection!.Code);
    }

    [Fact]
    public async Task Progress_is_told_and_an_import_that_is_cancelled_goes_on_the_next_time()
    {
        await using var gateway = await Gateway.StartAsync();
        var file = Claude(gateway);
        file.Write([.. Enumerable.Range(1, 200).Select(number => Asked($"number {number}"))]);
        using var cancelling = new CancellationTokenSource();
        var told = new List<ImportProgressView>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.Runtime.Get<ImportService>().RunAsync(
            Gateway.Operator,
            RequestOf(gateway, "claude"),
            async (progress, _) =>
            {
                told.Add(progress);
                if (progress.Messages > 0) await cancelling.CancelAsync();
            },
            cancelling.Token));

        Assert.Equal([0L, 64L], told.Select(progress => progress.Messages));
        var rest = Assert.Single((await ImportAsync(gateway, "claude")).Conversations);
        Assert.Equal(("grown", 136), (rest.State, rest.Messages));
        Assert.Equal(200, (await gateway.ReadAsync(rest.ThreadId!)).Messages.Count);
    }

    private static string Asked(string text, string directory = "/srv") =>
        $$$"""{"type":"user","timestamp":"2025-03-01T09:00:00Z","cwd":"{{{directory}}}","message":"""
            + $$$"""{"role":"user","content":"{{{text}}}"}}""";

    private static string Answered(string text) =>
        $$$"""{"type":"assistant","timestamp":"2025-03-01T09:00:05Z","message":{"role":"assistant","content":"""
            + $$$"""[{"type":"text","text":"{{{text}}}"}]}}""";

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2025-03-01T{time}Z", null);

    private static Lines Claude(Gateway gateway, string name = Session) =>
        new(Path.Combine(gateway.Folder, "claude", "projects", "p", $"{name}.jsonl"));

    private static Lines Codex(Gateway gateway) => new(Path.Combine(
        gateway.Folder, "codex", "sessions", "2025", "11", "01", "rollout-2025-11-01T09-00-00-0199.jsonl"));

    private static ImportRequest RequestOf(Gateway gateway, string program) =>
        new(program, Path.Combine(gateway.Folder, program));

    private static async Task<ImportView> ImportAsync(
        Gateway gateway, string program, Func<ImportRequest, ImportRequest>? with = null)
    {
        var request = RequestOf(gateway, program);
        return (await TryAsync(gateway, with is null ? request : with(request))).Value;
    }

    private static Task<Outcome<ImportView>> TryAsync(Gateway gateway, ImportRequest request) =>
        gateway.Runtime.Get<ImportService>().RunAsync(
            Gateway.Operator, request, (_, _) => ValueTask.CompletedTask, Gateway.Stop);

    /// <summary>A file that a program writes.</summary>
    private sealed record Lines(string Path)
    {
        public void Write(params IReadOnlyList<string> lines)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.Delete(Path);
            Append(lines);
        }

        public void Append(params IReadOnlyList<string> lines) => AppendText(string.Concat(lines.Select(l => l + "\n")));

        public void AppendText(string text) => File.AppendAllText(Path, text, new UTF8Encoding(false));
    }
}
