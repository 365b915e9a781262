using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every store promises about reading threads, messages and turns.</summary>
public abstract class ThreadReadsContract : StoreContract
{
    [Fact]
    public async Task Rows_are_read_back_as_they_were_written()
    {
        var script = new ThreadScript("thr_1") { At = ThreadScript.Start.AddTicks(7) };
        var request = script.Append(
            new ThreadCreated("Łódź", AgentId.Of("svarog"), "/srv/w", "operator", Fork: new(new("thr_0"), 3)),
            new TurnQueued(new("turn_1"), TurnKind.Answer, AgentId.Of("svarog"), [new("msg_1")]));
        await Store.AppendAsync(request);

        Assert.Equal(request.Rows.OfType<ThreadRow>().Single(), await Store.Reads.ThreadAsync(script.Thread, Stop));
        Assert.Equivalent(
            request.Rows.OfType<TurnRow>().Single(), await Store.Reads.TurnAsync(new("turn_1"), Stop), strict: true);
        Assert.Null(await Store.Reads.ThreadAsync(new("thr_none"), Stop));
        Assert.Null(await Store.Reads.TurnAsync(new("turn_none"), Stop));
        Assert.Null(await Store.Reads.MessageAsync(new("msg_none"), Stop));
    }

    [Fact]
    public async Task An_imported_thread_names_its_program_and_a_deleted_one_is_not_listed_but_known()
    {
        var imported = new ThreadScript("thr_1");
        await Store.AppendAsync(imported.Append(new ThreadCreated("Menu", new("claude"), null, "operator")
        {
            Import = new("claude", "7c1d", "/srv", "/home/7c1d.jsonl", ThreadScript.Start.AddYears(-1)),
        }));
        var row = (await Store.Reads.ThreadAsync(imported.Thread, Stop))!;
        Assert.Equal(("claude", ThreadScript.Start.AddYears(-1)), (row.ImportedFrom, row.CreatedAt));
        Assert.Equal([row], await Store.Reads.ThreadsAsync(null, false, null, 10, Stop));

        var turn = new TurnId("turn_1");
        var failed = new ThreadScript("thr_2");
        await Store.AppendAsync(failed.Create());
        await Store.AppendAsync(failed.Append(
            new TurnQueued(turn, TurnKind.Answer, AgentId.Of("svarog"), []) { Started = true }));
        await Store.AppendAsync(failed.Append(new TurnEnded(
            turn, TurnStatus.Failed, null, new("model_failed", "It choked on a secret.", null), null, new(1, 2))));
        await Store.AppendAsync(failed.Append(new ThreadDeleted()));
        await Store.AppendAsync(failed.Append(new ThreadErased()));
        Assert.Equal([row], await Store.Reads.ThreadsAsync(null, false, null, 10, Stop));
        var deleted = (await Store.Reads.ThreadAsync(failed.Thread, Stop))!;
        Assert.Equal(("", true, true), (deleted.Title, deleted.Hidden, deleted.Deleted));
        var ended = (await Store.Reads.TurnAsync(turn, Stop))!;
        Assert.Equal((null, new TokenUsage(1, 2)), (ended.Failure, ended.Usage));
    }

    [Fact]
    public async Task The_listed_forks_of_a_thread_are_found_the_newest_first()
    {
        foreach (var (id, source, hidden) in ((string, string, bool)[])
            [("thr_2", "thr_1", false), ("thr_3", "thr_1", true), ("thr_4", "thr_1", false), ("thr_5", "thr_2", false)])
        {
            var script = new ThreadScript(id) { At = ThreadScript.Start.AddHours(id[^1] - '0') };
            await Store.AppendAsync(script.Append(new ThreadCreated(
                "Fork", AgentId.Of("svarog"), null, "operator", hidden, Fork: new(new(source), 1))));
        }

        var forks = await Store.Reads.ForksAsync(new("thr_1"), 5, Stop);
        Assert.Equal(["thr_4", "thr_2"], forks.Select(fork => fork.Id.Value));
        Assert.Single(await Store.Reads.ForksAsync(new("thr_1"), 1, Stop));
        Assert.Empty(await Store.Reads.ForksAsync(new("thr_4"), 5, Stop));
    }

    [Fact]
    public async Task A_message_is_read_back_with_everything_in_it()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        var request = script.Append(new MessagePosted(script.Message("\0 🦊 \"quoted\" \r\n") with
        {
            Role = MessageRole.Assistant,
            Turn = new TurnId("turn_1"),
            ToolCalls = [new("call_1", "read_file", """{"path":"é"}""")],
            Attachments = [new("a.txt", "content", true)],
            Model = "model",
            Usage = new(1, 2, 3, 0.25m, 1),
            Partial = true,
        }));
        await Store.AppendAsync(request);
        Assert.Equivalent(
            request.Rows.OfType<MessageRow>().Single(),
            await Store.Reads.MessageAsync(script.Id(1), Stop),
            strict: true);
    }

    [Fact]
    public async Task An_edited_message_keeps_its_place_and_its_time_and_is_found_by_its_new_words()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        var said = script.Message("alpha") with { Attachments = [new("a.txt", "content")] };
        await Store.AppendAsync(script.Append(new MessagePosted(said)));
        await Store.AppendAsync(script.Say("beta"));
        script.At = ThreadScript.Start.AddHours(1);
        await Store.AppendAsync(script.Edit(said, "gamma"));
        await Store.AppendAsync(script.Edit(said with { Attachments = null }, "delta"));

        var rows = await Store.Reads.MessagesAsync(script.Thread, 0, long.MaxValue, 10, true, Stop);
        Assert.Equal(["delta", "beta"], rows.Select(row => row.Message.Text));
        Assert.Equal(
            (ThreadScript.Start, 1, true, null),
            (rows[0].At, rows[0].Seq, rows[0].IsEdited, rows[0].Message.Attachments));
        Assert.False(rows[1].IsEdited);
        Assert.Equivalent(rows[0], await Store.Reads.MessageAsync(said.Id, Stop), strict: true);
        Assert.Equal(["delta"], await FoundAsync("alpha", "beta", "gamma", "delta"));
        Assert.Null((await Store.Store.CheckAsync(Stop)).First);

        await Store.EraseAsync(script.Stream, 2);
        Assert.Empty(await FoundAsync("delta"));
        Assert.Equal("", (await Store.Reads.MessageAsync(said.Id, Stop))!.Message.Text);
        Assert.Null((await Store.Store.CheckAsync(Stop)).First);

        async Task<List<string>> FoundAsync(params string[] words)
        {
            var found = new List<string>();
            foreach (var word in words)
                if ((await Store.Reads.SearchAsync(word, null, 10, Stop)).Any(hit => hit.Message == said.Id))
                    found.Add(word);
            return found;
        }
    }

    [Fact]
    public async Task Usage_since_a_time_has_its_turns_and_the_messages_that_used_something()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        for (var number = 1; number <= 3; number++)
        {
            script.At = ThreadScript.Start.AddHours(number);
            var turn = new TurnId($"turn_{number}");
            await Store.AppendAsync(script.Append(
                new TurnQueued(turn, TurnKind.Answer, AgentId.Of("svarog"), []) { Started = true },
                new MessagePosted(script.Message("\"usage\":{", role: MessageRole.Assistant) with
                {
                    Turn = turn, Model = "m", Usage = new(number, 2, 1, 0.5m, 1),
                })));
            await Store.AppendAsync(script.Append(
                new TurnEnded(turn, TurnStatus.Completed, null, null, null, new(number, 2, 1, 0.5m, 1))));
            await Store.AppendAsync(script.Say("\"usage\":{"));
        }

        var turns = await Store.Reads.SumTurnUsageAsync(
            ThreadScript.Start.AddHours(2), new List<TurnUsage>(), static (sum, turn) => sum.Add(turn), Stop);
        var steps = await Store.Reads.SumStepUsageAsync(
            ThreadScript.Start.AddHours(2), new List<StepUsage>(), static (sum, step) => sum.Add(step), Stop);

        Assert.Equal(
            [
                new("turn_2", "thr_1", "svarog", 2, new(2, 2, 1, 0.5m, 1)),
                new("turn_3", "thr_1", "svarog", 3, new(3, 2, 1, 0.5m, 1)),
            ],
            turns.Select(turn => new Used(
                turn.Turn.Value, turn.Thread.Value, turn.Agent.Value,
                (int)(turn.QueuedAt - ThreadScript.Start).TotalHours, turn.Usage)).OrderBy(turn => turn.Hour));
        Assert.Equal(["turn_2 m 2", "turn_3 m 3"], steps.Select(
            step => $"{step.Turn} {step.Model} {step.Usage.InputTokens}").Order(StringComparer.Ordinal));
    }

    private sealed record Used(string Turn, string Thread, string Agent, int Hour, TokenUsage Usage);

    [Fact]
    public async Task Threads_come_pinned_first_then_newest_first_and_by_page()
    {
        foreach (var (id, minute, pinned) in ((string, int, bool)[])
        [
            ("b", 5, false), ("a", 5, false), ("c", 9, false), ("p2", 1, true), ("p1", 2, true), ("d", 1, false),
        ])
        {
            var script = new ThreadScript(id) { At = ThreadScript.Start.AddMinutes(minute) };
            await Store.AppendAsync(script.Create());
            if (pinned)
                await Store.AppendAsync(script.Append(new ThreadPinned()));
        }

        string[] expected = ["p1", "p2", "c", "a", "b", "d"];
        Assert.Equal(
            expected, (await Store.Reads.ThreadsAsync(null, false, null, 10, Stop)).Select(row => row.Id.Value));
        for (var size = 1; size <= expected.Length; size++)
        {
            List<string> paged = [];
            ThreadListKey? after = null;
            while (await Store.Reads.ThreadsAsync(null, false, after, size, Stop) is { Count: > 0 } page)
            {
                Assert.True(page.Count <= size);
                paged.AddRange(page.Select(row => row.Id.Value));
                after = new(page[^1].Pinned, page[^1].UpdatedAt, page[^1].Id);
            }

            Assert.Equal(expected, paged);
        }
    }

    [Fact]
    public async Task Hidden_threads_are_never_listed_and_archived_ones_when_asked_for()
    {
        await Store.AppendAsync(new ThreadScript("thr_hidden").Create(hidden: true));
        await Store.AppendAsync(new ThreadScript("thr_open").Create());
        var archived = new ThreadScript("thr_archived");
        await Store.AppendAsync(archived.Create());
        await Store.AppendAsync(archived.Append(new ThreadArchived()));

        Assert.Equal(
            ["thr_open"], (await Store.Reads.ThreadsAsync(null, false, null, 10, Stop)).Select(row => row.Id.Value));
        Assert.Equal(
            ["thr_archived"], (await Store.Reads.ThreadsAsync(null, true, null, 10, Stop)).Select(row => row.Id.Value));
        Assert.True((await Store.Reads.ThreadAsync(new("thr_hidden"), Stop))!.Hidden);
    }

    [Theory]
    [InlineData("łódź", "thr_1")]
    [InlineData("PLAN łó", "thr_1")]
    [InlineData("100%", "thr_2")]
    [InlineData("_", "thr_2")]
    [InlineData("plan", "thr_2 thr_1")]
    [InlineData("plan harbour", "")]
    [InlineData(" ", "thr_2 thr_1")]
    public async Task Titles_are_found_by_their_words_literally(string query, string expected)
    {
        await Store.AppendAsync(new ThreadScript("thr_1").Create("Plan for ŁÓDŹ"));
        await Store.AppendAsync(
            new ThreadScript("thr_2") { At = ThreadScript.Start.AddHours(1) }.Create("the_plan is 100% done"));
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            (await Store.Reads.ThreadsAsync(query, false, null, 10, Stop)).Select(row => row.Id.Value));
    }

    [Fact]
    public async Task Messages_are_read_in_order_from_either_end()
    {
        var script = await TalkAsync(300);
        Assert.Equal(Range(1, 300), await Seqs(0, long.MaxValue, 1_000));
        Assert.Equal(Range(1, 10), await Seqs(0, long.MaxValue, 10));
        Assert.Equal(Range(64, 10), await Seqs(63, long.MaxValue, 10));
        Assert.Equal(Range(65, 10), await Seqs(64, long.MaxValue, 10));
        Assert.Equal(Range(120, 20), await Seqs(119, 140, 100));
        Assert.Equal(Range(291, 10), await Seqs(290, long.MaxValue, 100));
        Assert.Empty(await Seqs(300, long.MaxValue, 10));
        Assert.Equal(Range(291, 10), await LastSeqs(long.MaxValue, 10));
        Assert.Equal(Range(118, 10), await LastSeqs(128, 10));
        Assert.Equal(Range(1, 63), await LastSeqs(64, 100));
        Assert.Empty(await Store.Reads.MessagesAsync(new("thr_none"), 0, long.MaxValue, 10, true, Stop));

        async Task<IEnumerable<long>> Seqs(long after, long before, int limit) =>
            (await Store.Reads.MessagesAsync(script.Thread, after, before, limit, false, Stop)).Select(row => row.Seq);
        async Task<IEnumerable<long>> LastSeqs(long before, int limit) =>
            (await Store.Reads.LastMessagesAsync(script.Thread, before, limit, false, Stop)).Select(row => row.Seq);
        static IEnumerable<long> Range(int first, int count) => Enumerable.Range(first, count).Select(seq => (long)seq);
    }

    [Fact]
    public async Task Hidden_messages_are_read_when_asked_for_and_do_not_count_otherwise()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        for (var count = 1; count <= 200; count++)
            await Store.AppendAsync(script.Say("hello", count % 10 == 0 ? Visibility.Visible : Visibility.Hidden));

        Assert.Equal(
            [10, 20, 30],
            (await Store.Reads.MessagesAsync(
                script.Thread, 0, long.MaxValue, 3, false, Stop)).Select(row => (int)row.Seq));
        Assert.Equal(
            [180, 190, 200],
            (await Store.Reads.LastMessagesAsync(
                script.Thread, long.MaxValue, 3, false, Stop)).Select(row => (int)row.Seq));
        Assert.Equal(
            [1, 2, 3],
            (await Store.Reads.MessagesAsync(
                script.Thread, 0, long.MaxValue, 3, true, Stop)).Select(row => (int)row.Seq));
    }

    [Fact]
    public async Task A_forks_own_messages_begin_where_it_forked()
    {
        var fork = new ThreadScript("thr_fork");
        await Store.AppendAsync(
            fork.Append(
                new ThreadCreated("Fork", AgentId.Of("svarog"), null, "operator", Fork: new(new("thr_1"), 100))));
        for (var count = 0; count < 50; count++)
            await Store.AppendAsync(fork.Say("own"));
        Assert.Equal(
            [101, 102],
            (await Store.Reads.MessagesAsync(
                fork.Thread, 0, long.MaxValue, 2, false, Stop)).Select(row => (int)row.Seq));
        Assert.Equal(
            [149, 150],
            (await Store.Reads.LastMessagesAsync(
                fork.Thread, long.MaxValue, 2, false, Stop)).Select(row => (int)row.Seq));
        Assert.Equal(
            [131], (await Store.Reads.MessagesAsync(
                fork.Thread, 130, 132, 5, false, Stop)).Select(row => (int)row.Seq));
    }

    private async Task<ThreadScript> TalkAsync(int messages)
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        for (var count = 0; count < messages; count++)
            await Store.AppendAsync(count % 3 == 0
                ? script.Append(new ThreadPinned(), new MessagePosted(script.Message("hello")), new ThreadUnpinned())
                : script.Say("hello"));
        return script;
    }
}
