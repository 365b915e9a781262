using System.Threading.Channels;
using AgentGateway.Storage;
using Microsoft.Data.Sqlite;

namespace AgentGateway.Benchmarks.Journal;

/// <summary>
/// What group commit costs at the least: one thread, one connection, an event, a snapshot, a message and its full-text
/// entry, nothing checked, nothing chained, no row that could be read back by its id.
/// </summary>
internal sealed class ReferenceLoop : IAsyncDisposable
{
    private const int GroupMax = 512;
    private static readonly byte[] Data = new byte[300];
    private static readonly byte[] State = new byte[500];
    private readonly SqliteConnection _connection;
    private readonly Channel<(string Stream, long Version, TaskCompletionSource Done)> _queue =
        Channel.CreateBounded<(string, long, TaskCompletionSource)>(4_096);

    private readonly TaskCompletionSource _ended = new();
    private int _streams;

    public ReferenceLoop(string path)
    {
        _ = SqliteStore.SqliteVersion;
        _connection = new($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INT NOT NULL, type TEXT, data BLOB, UNIQUE (stream, version));
            CREATE TABLE stream (id TEXT PRIMARY KEY, version INT, state BLOB);
            CREATE TABLE message (id INTEGER PRIMARY KEY, stream TEXT, body TEXT);
            CREATE VIRTUAL TABLE message_text USING fts5 (body, content = 'message', content_rowid = 'id', tokenize = 'porter unicode61');
            """);
        new Thread(Run) { IsBackground = true }.Start();
    }

    public int NewStreams(int count) => Interlocked.Add(ref _streams, count) - count;

    public async Task AppendAsync(string stream, long version)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((stream, version, done));
        await done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _ended.Task;
        await _connection.DisposeAsync();
    }

    private void Run()
    {
        using var addEvent = Command(
            "INSERT INTO event (stream, version, type, data) VALUES ($stream, $version, 'message.posted', $data)",
                Data);
        using var setStream = Command(
            "INSERT INTO stream VALUES ($stream, $version, $data) ON CONFLICT (id) DO UPDATE SET version = "
                + "excluded.version, state = excluded.state WHERE version = excluded.version - 1",
            State);
        using var addMessage = Command("INSERT INTO message (stream, body) VALUES ($stream, $data)", SampleStream.Text);
        using var index = Command(
            "INSERT INTO message_text (rowid, body) VALUES (last_insert_rowid(), $data)", SampleStream.Text);
        List<TaskCompletionSource> group = [];
        while (_queue.Reader.WaitToReadAsync().AsTask().Result)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            addEvent.Transaction = setStream.Transaction = addMessage.Transaction = index.Transaction = transaction;
            while (group.Count < GroupMax && _queue.Reader.TryRead(out var append))
            {
                foreach (var command in (SqliteCommand[])[addEvent, setStream, addMessage, index])
                {
                    if (command.Parameters.Contains("$stream"))
                        command.Parameters["$stream"].Value = append.Stream;
                    if (command.Parameters.Contains("$version"))
                        command.Parameters["$version"].Value = append.Version;
                    command.ExecuteNonQuery();
                }

                group.Add(append.Done);
            }

            transaction.Commit();
            foreach (var done in group)
                done.SetResult();
            group.Clear();
        }

        _ended.SetResult();
    }

    private SqliteCommand Command(string sql, object data)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in (string[])["$stream", "$version"])
        {
            if (sql.Contains(name, StringComparison.Ordinal))
                command.Parameters.AddWithValue(name, "");
        }

        command.Parameters.AddWithValue("$data", data);
        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
