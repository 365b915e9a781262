using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// What the tables need beyond appends, in small steps that the writer takes when nothing waits, or after so many
/// groups or texts when it never rests: merging the segments of the full-text indexes, which SQLite would otherwise do
/// in the middle of some append, and removing old idempotency records.
/// </summary>
internal sealed class Upkeep
{
    private const int GroupsMax = 32;
    private const int TextsMax = 128;
    private const int PurgeRows = 500;
    private static readonly TimeSpan PurgeEvery = TimeSpan.FromHours(1);

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly TextIndexMerge[] _merges;
    private readonly SqliteStatement _rewritten;
    private readonly SqliteStatement _purge;

    private int _groups;
    private bool _isRewriting;
    private bool _purgeOwed = true;
    private long _purgedAt;

    public Upkeep(SqliteDatabase database, JournalTables tables, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _merges = [.. tables.Indexed.Select(each => new TextIndexMerge(database, each.Table, each.Index))];
        _rewritten = database.Prepare($"DELETE FROM meta WHERE name = '{JournalMeta.IndexRewrite}'");
        _purge = database.Prepare("""
            DELETE FROM idempotency
            WHERE (principal, key) IN (SELECT principal, key FROM idempotency WHERE at < ?1 ORDER BY at LIMIT ?2)
            """);
        if (database.Text($"SELECT value FROM meta WHERE name = '{JournalMeta.IndexRewrite}'") is not null)
            RewriteIndexes();
    }

    /// <summary>Something is left to do when there is time.</summary>
    public bool IsOwed => _purgeOwed || IsRewritten || Array.Exists(_merges, merge => merge.IsOwed);

    /// <summary>So much has piled up that it cannot wait for a pause.</summary>
    public bool IsOverdue => _groups >= GroupsMax || _merges.Sum(merge => merge.Unmerged) >= TextsMax;

    /// <summary>Words were erased, and no segment has them any more.</summary>
    private bool IsRewritten => _isRewriting && !Array.Exists(_merges, merge => merge.IsRewriting);

    /// <summary>A group was committed.</summary>
    public void Note()
    {
        _groups++;
        foreach (var merge in _merges) merge.Note();
        _purgeOwed |= _time.GetElapsedTime(_purgedAt) >= PurgeEvery;
    }

    /// <summary>Words were erased: no segment that still has them is to remain.</summary>
    public void RewriteIndexes()
    {
        _isRewriting = true;
        foreach (var merge in _merges) merge.Rewrite();
    }

    /// <summary>One small transaction. It is durable with the next append: what it did can be done again.</summary>
    public void Step()
    {
        _groups = 0;
        _database.Execute("PRAGMA synchronous = NORMAL");
        try
        {
            if (Array.Find(_merges, merge => merge.IsOwed) is { } owed)
                owed.Step();
            else if (IsRewritten)
                EndRewriting();
            else if (_purgeOwed)
                Purge();
        }
        finally
        {
            _database.Execute("PRAGMA synchronous = FULL");
        }
    }

    /// <summary>What was owed failed. It is owed again after the next write.</summary>
    public void Drop()
    {
        foreach (var merge in _merges) merge.Drop();
        _purgeOwed = false;
    }

    /// <summary>
    /// The erased words are in no segment any more; what is left of them is in the log, which is emptied unless it is
    /// being read.
    /// </summary>
    private void EndRewriting()
    {
        _isRewriting = false;
        _rewritten.Run();
        _database.Execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
        _database.Execute($"PRAGMA busy_timeout = {SqliteDatabase.BusyMilliseconds}");
    }

    private void Purge()
    {
        _purge.Bind(1, IdempotencyRecords.Oldest(_time)).Bind(2, PurgeRows).Run();
        _purgeOwed = _database.Changes == PurgeRows;
        _purgedAt = _time.GetTimestamp();
    }
}
