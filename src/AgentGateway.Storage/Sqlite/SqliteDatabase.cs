using System.Runtime.InteropServices;
using SQLitePCL;

namespace AgentGateway.Storage.Sqlite;

/// <summary>
/// One connection, used by one thread at a time. Statements are prepared once and kept as long as it is open.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    public const int BusyMilliseconds = 5_000;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    private SqliteDatabase(sqlite3 handle) => _handle = handle;

    /// <summary>The native connection, for calls that are not wrapped here.</summary>
    public sqlite3 Handle => _handle;

    public long LastInsertedRow => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Rows changed since the connection was opened.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(_handle);

    public int Changes => raw.sqlite3_changes(_handle);

    public static SqliteDatabase OpenForWriting(string path) => Open(path, raw.SQLITE_OPEN_READWRITE);

    public static SqliteDatabase OpenForReading(string path) => Open(path, raw.SQLITE_OPEN_READONLY);

    /// <summary>A database of its own in memory, for comparing.</summary>
    public static SqliteDatabase OpenInMemory() => Open(":memory:", raw.SQLITE_OPEN_READWRITE);

    /// <summary>The statement of that text, ready to bind. Who reads its rows resets it.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared));
            _statements[sql] = statement = new(_handle, prepared);
        }

        return statement;
    }

    /// <summary>Ends the reading of every statement, also of one in which a failure happened.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements.Values)
            statement.Reset();
    }

    /// <summary>Carries out statements that are needed once.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Undoes the open transaction, if the failure before it has not already done so.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_handle) == 0)
            Execute("ROLLBACK");
    }

    public long Number(string sql)
    {
        var statement = Prepare(sql);
        try
        {
            return statement.Step() ? statement.Int64(0) : 0;
        }
        finally
        {
            statement.Reset();
        }
    }

    public string? Text(string sql)
    {
        var statement = Prepare(sql);
        try
        {
            return statement.Step() ? statement.TextOrNull(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Makes the statement that runs now fail; callable from any thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _handle.Dispose();
    }

    private static SqliteDatabase Open(string path, int access)
    {
        _ = SqliteLibrary.Version;
        var result = raw.sqlite3_open_v2(path, out var handle, access | raw.SQLITE_OPEN_NOMUTEX, null);
        if (result != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errstr(result).utf8_to_string();
            handle.Dispose();
            throw new SqliteFailure(result, $"{message} ({Marshal.GetLastPInvokeErrorMessage()})");
        }

        raw.sqlite3_busy_timeout(handle, BusyMilliseconds);
        return new(handle);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw SqliteFailure.Of(_handle);
    }
}
