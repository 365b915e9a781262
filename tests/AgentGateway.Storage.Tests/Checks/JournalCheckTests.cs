using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Checks;

public sealed class JournalCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_that_was_not_tampered_with_is_sound_while_it_is_in_use_and_afterwards()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await FillAsync(store);
            AssertSound(await store.CheckAsync(Stop));
        }

        AssertSound(await CheckAsync());

        static void AssertSound(JournalReport report)
        {
            Assert.Null(report.First);
            Assert.Equivalent(
                new JournalReport(4, 12, 0, new Dictionary<string, long>(), 0, null), report, strict: true);
        }
    }

    [Fact]
    public async Task Of_a_database_that_an_older_program_left_only_the_chains_are_checked()
    {
        await Databases.MakeAsync(_folder.Database, 2);
        Databases.Tamper(
            _folder.Database,
            "ALTER TABLE thread DROP COLUMN deleted; ALTER TABLE thread DROP COLUMN imported_from; "
                + "DROP INDEX turn_used; DROP INDEX message_used; ALTER TABLE turn DROP COLUMN used; "
                + "ALTER TABLE message DROP COLUMN used; DROP INDEX message_edited; "
                + "ALTER TABLE message DROP COLUMN edited; DELETE FROM table_step WHERE name = 'thread'; "
                + "DROP TABLE message_text; "
                + "CREATE VIRTUAL TABLE message_text USING fts5 (\n  text,\n  content = 'message_searchable',\n"
                + "  content_rowid = 'number',\n  tokenize = 'unicode61 remove_diacritics 2'\n); "
                + "INSERT INTO message_text (message_text) VALUES ('rebuild')");

        var report = await CheckAsync();
        Assert.Null(report.First);
        Assert.Equal(["rows of an older version"], report.SkippedStreams.Keys);

        await (await Databases.OpenAsync(_folder.Database)).DisposeAsync();
        Assert.Empty((await CheckAsync()).SkippedStreams);
    }

    [Theory]
    [InlineData("UPDATE thread SET deleted = 1 WHERE id = 'thr_1'", 6, "ThreadRow")]
    [InlineData("UPDATE thread SET imported_from = 'claude' WHERE id = 'thr_1'", 6, "ThreadRow")]
    [InlineData(
        "UPDATE event SET payload = replace(payload, 'alpha', 'omega') WHERE position = 2", 2, "payload was changed")]
    [InlineData("UPDATE event SET actor = 'client' WHERE position = 3", 3, "chain is broken")]
    [InlineData("UPDATE event SET at = at + 1 WHERE position = 3", 3, "chain is broken")]
    [InlineData("UPDATE event SET type = 'thread.pinned' WHERE position = 3", 3, "chain is broken")]
    [InlineData("DELETE FROM event WHERE position = 3", 3, "belongs to no event")]
    [InlineData("DELETE FROM event WHERE position = 6", 5, "events end at")]
    [InlineData("DELETE FROM event WHERE position = 4", 5, "missing")]
    [InlineData("UPDATE event SET position = 100 WHERE position = 4", 5, "stands before")]
    [InlineData("UPDATE event SET stream = 99 WHERE position = 9", 9, "no stream")]
    [InlineData("UPDATE stream SET hash = zeroblob(32) WHERE id = 'thread/thr_1'", 6, "hash at the stream's head")]
    [InlineData("UPDATE stream SET state = replace(CAST(state AS TEXT), 'operator', 'client') WHERE id = 'thread/thr_1'", 6, "snapshot")]
    [InlineData("UPDATE stream SET state = X'00' WHERE id = 'thread/thr_1'", 6, "snapshot")]
    [InlineData("UPDATE stream SET due_at = 5 WHERE id = 'thread/thr_2'", 8, "due")]
    [InlineData("UPDATE stream SET snapshot_version = 99 WHERE id = 'thread/thr_1'", 6, "seal")]
    [InlineData("UPDATE thread SET title = 'Another' WHERE id = 'thr_1'", 6, "ThreadRow")]
    [InlineData("UPDATE thread SET title_folded = 'another' WHERE id = 'thr_1'", 6, "ThreadRow")]
    [InlineData("UPDATE thread SET pinned = 2 WHERE id = 'thr_2'", 8, "ThreadRow")]
    [InlineData("UPDATE message SET id = 'msg_other' WHERE number = 2", 2, "of MessageRow is not what the events give")]
    [InlineData("UPDATE event SET message_seq = 9 WHERE position = 4", 4, "message that is not there")]
    [InlineData("UPDATE message_text_docsize SET sz = X'05' WHERE id = 3", 3, "full-text index")]
    [InlineData("UPDATE message_text_data SET block = X'0909' WHERE id = 1", 2, "full-text index")]
    [InlineData("UPDATE idempotency SET answer = 'another'", null, "kept for a key of operator was changed")]
    [InlineData("UPDATE meta SET value = '0' WHERE name = 'epoch'", null, "epoch")]
    [InlineData("UPDATE meta SET value = 'jrn_other' WHERE name = 'journal_id'", null, "the journal jrn_other")]
    [InlineData("DROP INDEX turn_thread", null, "CREATE INDEX turn_thread")]
    [InlineData(
        "DELETE FROM event WHERE stream = 3; DELETE FROM stream WHERE number = 3", null, "last has position 12")]
    [InlineData("DELETE FROM thread WHERE id = 'thr_1'", 6, "ThreadRow")]
    [InlineData("UPDATE turn SET status = 'failed'", 6, "TurnRow")]
    [InlineData("UPDATE turn SET detail = replace(detail, 'svarog', 'weles')", 6, "TurnRow")]
    [InlineData("UPDATE turn SET used = '1 0 0 0 1'", 6, "TurnRow")]
    [InlineData("UPDATE message SET used = '1 0 0 0 1 ' WHERE number = 3", 3, "of MessageRow is not what the events give")]
    [InlineData("INSERT INTO turn SELECT 'turn_2', thread, agent, status, queued_at, detail, used FROM turn", 6, "turn rows")]
    [InlineData("UPDATE message SET hidden = 1 WHERE number = 2", 2, "of MessageRow is not what the events give")]
    [InlineData("UPDATE message SET searchable = 0 WHERE number = 2", 2, "of MessageRow is not what the events give")]
    [InlineData(
        "UPDATE message SET detail = 'no json' WHERE number = 3", 3, "of MessageRow is not what the events give")]
    [InlineData("DELETE FROM message WHERE number = 3", 3, "of MessageRow is missing")]
    [InlineData("UPDATE event SET message_seq = 7 WHERE position = 3", 3, "of MessageRow is not what the events give")]
    [InlineData(
        "INSERT INTO message SELECT 50,'m',thread,9,at,0,0,'',detail,used,edited FROM message LIMIT 1", 50, "to no event")]
    [InlineData(
        "INSERT INTO thread SELECT 'thr_stray', title, title_folded, owner, workspace, hidden, archived, pinned, created_by, "
            + "created_at, updated_at, last_seq, fork_of, fork_seq, parent, deleted, imported_from "
            + "FROM thread WHERE id = 'thr_1'", null, "belongs to no stream")]
    [InlineData("INSERT INTO message_text (message_text, rowid, text) VALUES ('delete', 3, 'beta gamma')", 3, "full-text index")]
    [InlineData("INSERT INTO message_text (rowid, text) VALUES (2, 'more words')", 2, "full-text index")]
    [InlineData("UPDATE command SET detail = replace(detail, 'failed', 'succeeded') WHERE id = 'cmd_1'", 12, "QueuedCommandRow")]
    [InlineData("UPDATE command SET open = 1 WHERE id = 'cmd_1'", 12, "QueuedCommandRow")]
    [InlineData("DELETE FROM command WHERE id = 'cmd_1'", 12, "QueuedCommandRow")]
    [InlineData("INSERT INTO command SELECT 'cmd_2', session, number, open, detail FROM command", 12, "command rows")]
    [InlineData(
        "INSERT INTO command SELECT 'cmd_2', 'ses_2', number, open, detail FROM command", null, "belongs to no stream")]
    public async Task The_first_thing_that_is_wrong_is_named(string tampering, int? position, string what)
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await FillAsync(store);
        Databases.Tamper(_folder.Database, tampering);

        var report = await CheckAsync();
        Assert.False(report.IsSound);
        Assert.Contains(what, report.First!.What, StringComparison.Ordinal);
        Assert.Equal(position, report.First.Position);
        if (position is < 7)
            Assert.Equal(StreamId.Of("thread/thr_1"), report.First.Stream);
    }

    [Theory]
    [InlineData(
        "INSERT INTO memory_note_text (memory_note_text, rowid, subject, text) "
            + "VALUES ('delete', 1, 'port', 'The port is 8080')", "note", "memory/mem_a8080")]
    [InlineData("INSERT INTO memory_note_text (rowid, subject, text) VALUES (1, '', 'more')", "note", "memory/mem_a8080")]
    [InlineData("UPDATE memory_document_text_docsize SET sz = X'0106'", "document", "document/doc_a")]
    [InlineData("UPDATE knowledge_text_data SET block = X'09090909' WHERE id = 1", "piece of knowledge", "knowledge/kno_a")]
    public async Task A_full_text_index_of_what_is_remembered_is_compared_with_its_texts(
        string tampering, string what, string stream)
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            foreach (var append in RememberedTexts.Of("a"))
                await store.Journal.AppendAsync(append, Stop);
        Assert.Null((await CheckAsync()).First);
        Databases.Tamper(_folder.Database, tampering);

        var report = await CheckAsync();

        Assert.Equal($"the full-text index does not have the words of this {what}", report.First?.What);
        Assert.Equal(StreamId.Of(stream), report.First!.Stream);
    }

    [Fact]
    public async Task Checking_goes_on_after_the_first_wrong_event()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await FillAsync(store);
        Databases.Tamper(_folder.Database, "UPDATE event SET actor = 'nobody' WHERE position IN (2, 8)");
        var report = await CheckAsync();
        Assert.Equal((2, 2L, 12L), (report.First!.Position, report.Problems, report.Events));
    }

    [Fact]
    public async Task Of_a_stream_with_an_erased_payload_only_the_chain_is_checked()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await FillAsync(store);
            await store.EraseAsync(StreamId.Of("thread/thr_1"), 2, Stop);
        }

        var report = await CheckAsync();
        Assert.Null(report.First);
        Assert.Equal(1, report.Erased);
        Assert.Equal(1, report.SkippedStreams["erased payload"]);
        Databases.Tamper(_folder.Database, "UPDATE event SET type = 'thread.created' WHERE position = 2");
        Assert.Equal(2, (await CheckAsync()).First!.Position);
    }

    [Fact]
    public async Task Snapshots_of_another_version_and_of_unknown_kinds_are_skipped_and_counted()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await FillAsync(store);
        Databases.Tamper(
            _folder.Database,
                "UPDATE stream SET snapshot_version = 99, state = X'00', seal = NULL WHERE id = 'thread/thr_1'");
        var contents = StoreContents.Gateway with { Kinds = new StreamKinds([ThreadStream.Kind]) };
        var report = await SqliteStore.Inspect(_folder.Database, contents).CheckAsync(Stop);
        Assert.Null(report.First);
        Assert.Equal(
            [("snapshot of another version", 1L), ("unknown kind agent", 1L), ("unknown kind queue", 1L)],
            report.SkippedStreams.Select(skipped => (skipped.Key, skipped.Value)));
    }

    [Fact]
    public async Task A_database_of_the_version_before_seals_is_sound_before_and_after_it_is_brought_forward()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await FillAsync(store);
        Databases.Tamper(
            _folder.Database,
            """
            ALTER TABLE stream DROP COLUMN seal;
            ALTER TABLE idempotency DROP COLUMN seal;
            PRAGMA user_version = 5;
            """);
        Assert.Null((await CheckAsync()).First);
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await Databases.TalkAsync(store, "thr_3", 2);
        Assert.Null((await CheckAsync()).First);
    }

    [Fact]
    public async Task Nothing_is_written_by_a_check()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await FillAsync(store);
        var before = await File.ReadAllBytesAsync(_folder.Database, Stop);
        await CheckAsync();
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Database, Stop));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_made()
    {
        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(CheckAsync);
        Assert.Equal("database_missing", refusal.Reason.Code);
        Assert.False(File.Exists(_folder.Database));
    }

    [Theory]
    [InlineData("UPDATE message SET detail = replace(detail, 'operator', 'client') WHERE edited = 1", "of MessageRow")]
    [InlineData("UPDATE message SET edited = 0", "of MessageRow")]
    [InlineData(
        "UPDATE message SET edited = 1, detail = replace(detail, 'operator', 'client') WHERE number = 4", "edited message rows")]
    public async Task A_message_that_is_not_what_its_last_edit_says_is_found(string tampering, string what)
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            var script = new ThreadScript("thr_1");
            await store.Journal.AppendAsync(script.Create(), Stop);
            var said = script.Message("alpha");
            await store.Journal.AppendAsync(script.Append(new MessagePosted(said)), Stop);
            await store.Journal.AppendAsync(script.Edit(said, "beta"), Stop);
            await store.Journal.AppendAsync(script.Say("gamma"), Stop);
        }

        Assert.True((await CheckAsync()).IsSound);
        Databases.Tamper(_folder.Database, tampering);
        Assert.Contains(what, (await CheckAsync()).First!.What, StringComparison.Ordinal);
    }

    /// <summary>Two threads, an agent and a queue: positions 1 to 6, 7 and 8, 9, and 10 to 12.</summary>
    private static async Task FillAsync(SqliteStore store)
    {
        var first = new ThreadScript("thr_1");
        await store.Journal.AppendAsync(first.Create(), Stop);
        await store.Journal.AppendAsync(first.Say("alpha beta"), Stop);
        await store.Journal.AppendAsync(first.Say("beta gamma"), Stop);
        await store.Journal.AppendAsync(first.Append(
            new TurnQueued(new("turn_1"), TurnKind.Answer, AgentId.Of("svarog"), [first.Id(1)]),
            new TurnStarted(new("turn_1"), AgentId.Of("svarog"), null),
            new TurnEnded(new("turn_1"), TurnStatus.Completed, null, null, null, TokenUsage.None)), Stop);
        var second = new ThreadScript("thr_2");
        await store.Journal.AppendAsync(second.Create(hidden: true), Stop);
        await store.Journal.AppendAsync(second.Say("never found"), Stop);
        var stream = StreamId.Of("agent/rarog");
        var registered = new RecordedEvent(
            stream, 1, ThreadScript.Start, "client", new AgentRegistered("client", "Rarog", ["r"], null));
        var state = AgentRegistrationMachine.Evolve(AgentRegistrationState.Initial, registered);
        var stored = JsonSerializer.SerializeToUtf8Bytes(state, AgentRegistrationJson.Plain.AgentRegistrationState);
        await store.Journal.AppendAsync(
            new(stream, 0, [registered], new(stored, 1, null), [], store.Journal.Epoch), Stop);
        var queue = new QueueScript("ses_1");
        var answered = new IdempotencyRecord("operator", "key", "digest", "{}", TimeProvider.System.GetUtcNow());
        await store.Journal.AppendAsync(queue.Add("cmd_1") with { Idempotency = answered }, Stop);
        await store.Journal.AppendAsync(queue.Begin("cmd_1"), Stop);
        await store.Journal.AppendAsync(queue.End("cmd_1", 1), Stop);
    }

    private Task<JournalReport> CheckAsync() =>
        SqliteStore.Inspect(_folder.Database, StoreContents.Gateway).CheckAsync(Stop);
}
