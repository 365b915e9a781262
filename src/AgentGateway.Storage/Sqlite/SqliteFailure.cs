using SQLitePCL;

namespace AgentGateway.Storage.Sqlite;

/// <summary>
/// SQLite answered a call with an error. Turned into what callers are promised at the edges of this project.
/// </summary>
internal sealed class SqliteFailure(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    private int Primary => Code & 0xff;

    /// <summary>
    /// What was written contradicts what is there, which is a bug of the writer and not a state of the disk.
    /// </summary>
    public bool IsConstraint => Primary == raw.SQLITE_CONSTRAINT;

    public bool IsDamage => Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>No room, or the disk fails to write: both pass when the operator makes room.</summary>
    public bool IsDisk => Primary is raw.SQLITE_FULL or raw.SQLITE_IOERR;

    public bool IsBusy => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public bool IsInterrupt => Primary == raw.SQLITE_INTERRUPT;

    public static SqliteFailure Of(sqlite3 handle) =>
        new(raw.sqlite3_extended_errcode(handle), raw.sqlite3_errmsg(handle).utf8_to_string());
}
