using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// What the tables need beyond appends, in small steps that the writer takes when nobody waits, or after so many groups or
/// texts when it never rests: merging the segments of the full-text index, which SQLite would otherwise do in the middle of
/// some append, and removing old idempotency records.
/// </summary>
internal sealed class Upkeep(SqliteDatabase database, JournalTables tables, TimeProvider time)
{
    private const int MergePages = 16;
    private const int GroupsMax = 32;
    private const int TextsMax = 128;
    private const int PurgeRows = 500;
    private static readonly TimeSpan PurgeEvery = TimeSpan.FromHours(1);

    private readonly SqliteStatement _merge = database.Prepare("INSERT INTO message_text (message_text, rank) VALUES ('merge', ?1)");

    private readonly SqliteStatement _rewritten = database.Prepare($"DELETE FROM meta WHERE name = '{JournalMeta.IndexRewrite}'");

    private readonly SqliteStatement _purge = database.Prepare("""
        DELETE FROM idempotency WHERE (principal, key) IN (SELECT principal, key FROM idempotency WHERE at < ?1 ORDER BY at LIMIT ?2)
        """);

    private long _indexedBefore;
    private int _groups;
    private bool _mergeOwed = true;
    private bool _rewriteOwed = database.Text($"SELECT value FROM meta WHERE name = '{JournalMeta.IndexRewrite}'") is not null;
    private bool _isRewriting;
    private bool _purgeOwed = true;
    private long _purgedAt;

    /// <summary>Something is left to do when there is time.</summary>
    public bool IsOwed => _mergeOwed || _rewriteOwed || _purgeOwed;

    /// <summary>So much has piled up that it cannot wait for a pause.</summary>
    public bool IsOverdue => _groups >= GroupsMax || tables.Threads.Indexed - _indexedBefore >= TextsMax;

    /// <summary>A group was committed.</summary>
    public void Note()
    {
        _groups++;
        _mergeOwed |= tables.Threads.Indexed != _indexedBefore;
        _purgeOwed |= time.GetElapsedTime(_purgedAt) >= PurgeEvery;
    }

    /// <summary>Words were erased: the segments that still have them are written anew.</summary>
    public void RewriteIndex() => _rewriteOwed = true;

    /// <summary>One small transaction. It is durable with the next append: what it did can be done again.</summary>
    public void Step()
    {
        _groups = 0;
        _indexedBefore = tables.Threads.Indexed;
        database.Execute("PRAGMA synchronous = NORMAL");
        try
        {
            if (_mergeOwed || _rewriteOwed)
                Merge();
            else if (_purgeOwed)
                Purge();
        }
        finally
        {
            database.Execute("PRAGMA synchronous = FULL");
        }
    }

    /// <summary>What was owed failed. It is owed again after the next write.</summary>
    public void Drop() => (_mergeOwed, _purgeOwed) = (false, false);

    private void Merge()
    {
        var before = database.TotalChanges;

        // A negative number of pages begins the merging of all segments into one, which positive ones then carry on.
        _merge.Bind(1, _rewriteOwed ? -MergePages : MergePages).Run();
        _isRewriting |= _rewriteOwed;
        _rewriteOwed = false;

        // SQLite documents that fewer than two changes mean that there was nothing left to merge.
        _mergeOwed = database.TotalChanges - before >= 2;
        if (!_mergeOwed && _isRewriting)
            EndRewriting();
    }

    /// <summary>The erased words are in no segment any more; what is left of them is in the log, which is emptied unless somebody reads it.</summary>
    private void EndRewriting()
    {
        _isRewriting = false;
        _rewritten.Run();
        database.Execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
        database.Execute($"PRAGMA busy_timeout = {SqliteDatabase.BusyMilliseconds}");
    }

    private void Purge()
    {
        _purge.Bind(1, IdempotencyRecords.Oldest(time)).Bind(2, PurgeRows).Run();
        _purgeOwed = database.Changes == PurgeRows;
        _purgedAt = time.GetTimestamp();
    }
}
