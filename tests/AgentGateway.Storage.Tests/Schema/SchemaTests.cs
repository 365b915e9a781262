using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;
using AgentGateway.Storage.Tests.Support;
using AgentGateway.Storage.Threads;
using AgentGateway.Testing.Sample;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Storage.Tests.Schema;

public sealed class SchemaTests : IDisposable
{
    private const string NextStep = "ALTER TABLE thread ADD COLUMN colour TEXT; UPDATE thread SET colour = 'red'";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A released step never changes: what is needed next is another step.</summary>
    [Fact]
    public async Task The_steps_make_the_schemas_that_were_released()
    {
        for (var steps = 1; steps <= SchemaSteps.All.Count; steps++)
        {
            await File.Create(_folder[$"{steps}.db"]).DisposeAsync();
            using var database = SqliteDatabase.OpenForWriting(_folder[$"{steps}.db"]);
            new SchemaGate([.. SchemaSteps.All.Take(steps)], new TableSet([])).Migrate(database);
            var sql = database.Prepare(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'message_text_%' ORDER BY name")
                .All(record => record.Text(0));
            var released = await File.ReadAllTextAsync(
                Path.Combine(
                    AppContext.BaseDirectory, "Schema", $"schema.{steps}.sql"), TestContext.Current.CancellationToken);
            Assert.Equal(released, string.Join(";\n\n", sql) + ";\n");
        }
    }

    [Theory]
    [InlineData(SqliteThreadReads.UsingTurns, "turn_used")]
    [InlineData(SqliteThreadReads.UsingSteps, "message_used")]
    public async Task The_use_of_models_is_read_from_an_index_alone(string query, string index)
    {
        await Databases.MakeAsync(_folder.Database, 1);
        using var database = SqliteDatabase.OpenForReading(_folder.Database);
        var plan = database.Prepare($"EXPLAIN QUERY PLAN {query}").All(record => record.Text(3));
        Assert.Contains($"USING COVERING INDEX {index}", Assert.Single(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_turns_and_messages_used_is_brought_into_a_column_of_its_own()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await Databases.UseModelsAsync(store, turns: 3);
        var before = await UsedAsync();
        Databases.Tamper(
            _folder.Database,
            "DROP INDEX turn_used; DROP INDEX message_used; ALTER TABLE turn DROP COLUMN used; "
                + "ALTER TABLE message DROP COLUMN used; DROP INDEX message_edited; "
                + "ALTER TABLE message DROP COLUMN edited; "
                + "CREATE INDEX turn_usage ON turn (queued_at); CREATE INDEX message_usage ON message (at); "
                + "UPDATE table_step SET taken = 2 WHERE name = 'thread'");

        Assert.Equal(before, await UsedAsync());

        Assert.Equal(6, before.Count);
        Assert.Null((await SqliteStore.Inspect(_folder.Database, StoreContents.Gateway).CheckAsync(
            TestContext.Current.CancellationToken)).First);

        async Task<List<string>> UsedAsync()
        {
            await using var store = await Databases.OpenAsync(_folder.Database);
            var reads = store.Reads<IThreadReads>();
            var used = new List<string>();
            await reads.SumTurnUsageAsync(
                DateTimeOffset.MinValue, used, static (used, turn) => used.Add($"{turn}"), TestContext.Current.CancellationToken);
            await reads.SumStepUsageAsync(
                DateTimeOffset.MinValue, used, static (used, step) => used.Add($"{step}"), TestContext.Current.CancellationToken);
            return used;
        }
    }

    [Fact]
    public async Task A_database_of_an_older_version_is_brought_forward_with_what_is_in_it()
    {
        await Databases.MakeAsync(_folder.Database, 3);
        await using (var store = SqliteStore.Open(
            _folder.Database,
            StoreContents.Gateway,
            null,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            [.. SchemaSteps.All, NextStep]))
            Assert.Equal(4, store.Journal.LastPosition);
        Assert.Equal(SchemaSteps.All.Count + 1, Databases.Number(_folder.Database, "PRAGMA user_version"));
        Assert.Equal(1, Databases.Number(_folder.Database, "SELECT count(*) FROM thread WHERE colour = 'red'"));
    }

    [Fact]
    public async Task Steps_are_taken_all_together_or_not_at_all()
    {
        await Databases.MakeAsync(_folder.Database, 1);
        Assert.Throws<JournalUnavailableException>(
            () => SqliteStore.Open(
                _folder.Database,
                StoreContents.Gateway,
                null,
                TimeProvider.System,
                NullLoggerFactory.Instance,
                [.. SchemaSteps.All, NextStep, "SELECT wrong FROM nothing"]));
        Assert.Equal(SchemaSteps.All.Count, Databases.Number(_folder.Database, "PRAGMA user_version"));
        await using var store = await Databases.OpenAsync(_folder.Database);
        Assert.Equal(2, store.Journal.LastPosition);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_not_a_byte_of_it_changes()
    {
        await Databases.MakeAsync(_folder.Database, 1);
        Databases.Tamper(_folder.Database, "PRAGMA user_version = 99");
        var before = await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => Databases.OpenAsync(_folder.Database));
        Assert.Equal("database_newer", refusal.Reason.Code);
        Assert.NotNull(refusal.Reason.Hint);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken));
    }

    /// <summary>As a newer version leaves it that was killed right after it migrated.</summary>
    [Fact]
    public async Task A_newer_version_that_only_the_log_tells_of_is_refused_and_neither_file_changes()
    {
        await Databases.MakeAsync(_folder.Database, 1);
        string[] files = [_folder.Database, _folder.Database + "-wal"];
        byte[][] copies;
        using (var newer = SqliteDatabase.OpenForWriting(_folder.Database))
        {
            newer.Execute("PRAGMA user_version = 99");
            copies = [.. files.Select(File.ReadAllBytes)];
        }

        for (var index = 0; index < files.Length; index++)
            await File.WriteAllBytesAsync(files[index], copies[index], TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => Databases.OpenAsync(_folder.Database));
        Assert.Equal("database_newer", refusal.Reason.Code);
        Assert.Equal(copies, files.Select(File.ReadAllBytes));
    }

    [Fact]
    public async Task Files_that_are_not_ours_are_refused_and_left_alone()
    {
        await File.WriteAllTextAsync(_folder["text"], new string('x', 5_000), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["short"], "x", TestContext.Current.CancellationToken);
        PrivateDatabase("unmarked", "CREATE TABLE theirs (x)");
        PrivateDatabase("marked", "PRAGMA application_id = 7; CREATE TABLE theirs (x)");
        foreach (var name in (string[])["text", "short", "unmarked", "marked"])
        {
            var before = await File.ReadAllBytesAsync(_folder[name], TestContext.Current.CancellationToken);
            var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(
                () => Databases.OpenAsync(_folder[name]));
            Assert.Equal("database_foreign", refusal.Reason.Code);
            Assert.Equal(before, await File.ReadAllBytesAsync(_folder[name], TestContext.Current.CancellationToken));
        }

        void PrivateDatabase(string name, string sql)
        {
            File.Create(_folder[name]).Dispose();
            Databases.Tamper(_folder[name], sql);
        }
    }

    [Fact]
    public async Task A_database_whose_making_was_cut_short_is_made_again()
    {
        await File.Create(_folder["empty"]).DisposeAsync();
        await using (var store = await Databases.OpenAsync(_folder["empty"]))
            Assert.Equal(0, store.Journal.LastPosition);
        await File.Create(_folder["bare"]).DisposeAsync();
        Databases.Tamper(_folder["bare"], "PRAGMA journal_mode = WAL");
        await using var other = await Databases.OpenAsync(_folder["bare"]);
        Assert.Equal(0, other.Journal.LastPosition);
    }

    [Fact]
    public async Task A_table_that_was_added_takes_its_own_steps_and_no_others()
    {
        await Databases.MakeAsync(_folder.Database, 1);
        await (await OpenAsync(new NoteTable(steps: 1))).DisposeAsync();
        Assert.Equal(1, Databases.Number(_folder.Database, "SELECT taken FROM table_step WHERE name = 'note'"));
        Assert.Equal(
            0,
            Databases.Number(_folder.Database, "SELECT count(*) FROM pragma_table_info('note') WHERE name = 'length'"));
        await (await OpenAsync(new NoteTable(steps: 2))).DisposeAsync();
        Assert.Equal(2, Databases.Number(_folder.Database, "SELECT taken FROM table_step WHERE name = 'note'"));
        Assert.Equal(
            1,
            Databases.Number(_folder.Database, "SELECT count(*) FROM pragma_table_info('note') WHERE name = 'length'"));
        Assert.Equal(SchemaSteps.All.Count, Databases.Number(_folder.Database, "PRAGMA user_version"));
    }

    [Fact]
    public async Task A_database_with_a_newer_table_or_one_that_is_not_known_is_refused_and_not_a_byte_of_it_changes()
    {
        await (await OpenAsync(new NoteTable(steps: 2))).DisposeAsync();
        var before = await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken);
        foreach (var open in (Func<Task>[])
        [
            () => OpenAsync(new NoteTable(steps: 1)),
            () => Databases.OpenAsync(_folder.Database),
        ])
        {
            var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(open);
            Assert.Equal("database_newer", refusal.Reason.Code);
            Assert.Contains("its table note is at version 2", refusal.Reason.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_place_that_does_not_exist_is_named()
    {
        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => Databases.OpenAsync(_folder["no/such/folder.db"]));
        Assert.Equal("database_unopenable", refusal.Reason.Code);
    }

    private Task<SqliteStore> OpenAsync(NoteTable table) => SqliteStore.OpenAsync(
        _folder.Database, StoreContents.Gateway.With(NoteStream.Kind, table), null, TimeProvider.System, null,
            TestContext.Current.CancellationToken);
}
