using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Journal;

/// <summary>The merging of one full-text index's segments, in small steps.</summary>
internal sealed class TextIndexMerge(SqliteDatabase database, SqliteTable table, string index)
{
    private const int PagesPerStep = 16;

    private readonly SqliteStatement _merge = database.Prepare(
        $"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?1)");

    private long _textsBefore;
    private bool _isRewriteOwed;

    public bool IsOwed { get; private set; } = true;

    /// <summary>Words that were erased are being taken out, and are not all out yet.</summary>
    public bool IsRewriting { get; private set; }

    /// <summary>Texts that were added since the last step.</summary>
    public long Unmerged => table.TextsIndexed - _textsBefore;

    /// <summary>A group was committed.</summary>
    public void Note() => IsOwed |= IsRewriting || Unmerged != 0;

    /// <summary>Words were erased: the segments that still have them are written anew.</summary>
    public void Rewrite() => (IsOwed, _isRewriteOwed, IsRewriting) = (true, true, true);

    public void Step()
    {
        _textsBefore = table.TextsIndexed;
        var before = database.TotalChanges;

        // A negative number of pages begins the merging of all segments into one, which positive ones then carry on.
        _merge.Bind(1, _isRewriteOwed ? -PagesPerStep : PagesPerStep).Run();
        _isRewriteOwed = false;

        // SQLite documents that fewer than two changes mean that there was nothing left to merge.
        IsOwed = database.TotalChanges - before >= 2;
        IsRewriting &= IsOwed;
    }

    /// <summary>The step failed. It is owed again after the next write.</summary>
    public void Drop() => IsOwed = false;
}
