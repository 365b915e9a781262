using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Tables;

/// <summary>
/// The read tables of one capability: the rows that they keep, in SQLite and in memory, how they are read, and how they
/// are compared with the events. A store is given the list of its tables when it is opened and goes by it in
/// everything; it knows no table beside.
/// </summary>
public abstract class ReadTable
{
    /// <summary>The name under which its schema steps are counted. It never changes.</summary>
    public abstract string Name { get; }

    /// <summary>The types of its rows. Each belongs to one table of a store.</summary>
    public abstract IReadOnlyList<Type> RowTypes { get; }

    /// <summary>The interface by which it is read.</summary>
    public abstract Type ReadsType { get; }

    /// <summary>
    /// Step n brings this table from its version n - 1 to n; the first makes it. A step that was released is never
    /// changed. Steps of one table may not rely on those of another, because tables come in any order.
    /// </summary>
    internal virtual IReadOnlyList<string> SchemaSteps => [];

    /// <summary>
    /// Called in the transaction of the schema after that step of <see cref="SchemaSteps"/>, counted from 1, was taken:
    /// what it cannot say in SQL about the rows that are there.
    /// </summary>
    internal virtual void Migrated(SqliteDatabase database, int step)
    {
    }

    /// <summary>
    /// The full-text index that the writer merges in its pauses; null for none. See
    /// <see cref="SqliteTable.TextsIndexed"/>.
    /// </summary>
    internal virtual string? TextIndex => null;

    /// <summary>Rows of this table that belong to no stream, which a walk through the streams does not meet.</summary>
    internal virtual IReadOnlyList<StrayRows> Strays => [];

    /// <summary>What counts the rows of a stream: one that no event gives is found by it.</summary>
    internal virtual IReadOnlyList<RowCount> Counts => [];

    /// <summary>
    /// What of a row is stored as JSON; null where every property has a column. Called on the appending caller's
    /// thread.
    /// </summary>
    internal abstract byte[]? Detail(ReadRow row);

    /// <summary>Which event of the append a row belongs to, counted from 0; -1 for the stream as a whole.</summary>
    /// <exception cref="ArgumentException">The row belongs to an event, and to none of this append.</exception>
    internal virtual int EventOf(ReadRow row, AppendRequest request) => -1;

    /// <summary>The table as the writer of a SQLite store uses it.</summary>
    internal abstract SqliteTable InSqlite(SqliteDatabase database);

    /// <summary>Its queries in a SQLite store: an object of <see cref="ReadsType"/>.</summary>
    internal abstract object SqliteReads(ReadPool reads, TimeProvider time);

    /// <summary>The table and its queries in memory: an object of <see cref="ReadsType"/> too.</summary>
    internal abstract VolatileTable InMemory(Lock gate, TimeProvider time);

    /// <summary>
    /// Whether the row never changes, so that it is compared when its event is met and need not be remembered.
    /// </summary>
    internal virtual bool IsFinal(ReadRow row) => false;

    /// <summary>Compares this row with the one that a SQLite store has under its key.</summary>
    /// <param name="position">
    /// The event that gave the row, or the last of the stream where another may replace it.
    /// </param>
    internal abstract RowState Compare(SqliteDatabase database, ReadRow row, EventPosition position);

    /// <summary>Full-text indexes, which no check of SQLite's compares with their texts without writing.</summary>
    internal virtual IReadOnlyList<FullTextIndex> FullTextIndexes => [];
}

/// <summary>What a store has of a row that the events give.</summary>
internal enum RowState
{
    Same,
    Different,
    Missing,
}

/// <summary>An event as a check meets it.</summary>
/// <param name="MessageSeq">
/// The number in the thread that is stored with the event; null where it posts no message.
/// </param>
internal readonly record struct EventPosition(long Version, long Position, long? MessageSeq);

/// <summary>
/// A query for rows that belong to no stream: how many, the lowest position (or null), and the stream that one of them
/// names.
/// </summary>
internal sealed record StrayRows(string What, string Sql);

/// <summary>A query that counts the rows of a stream of that kind, whose id is its parameter.</summary>
internal sealed record RowCount(Type Row, string StreamKind, string What, string Sql);
