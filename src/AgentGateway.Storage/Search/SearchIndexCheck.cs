using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Search;

/// <summary>
/// Compares the full-text index, word by word and offset by offset, with one that is made anew from the messages in a
/// temporary database: SQLite's own check of the index needs to write, and a check must not.
/// </summary>
internal static class SearchIndexCheck
{
    /// <summary>
    /// The position of the first event whose message does not have its words in the index, or null. A message has the
    /// position of its event as its number.
    /// </summary>
    public static long? Run(SqliteDatabase database, CancellationToken cancellationToken)
    {
        database.Execute("""
            CREATE VIRTUAL TABLE temp.expected_text USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
            CREATE VIRTUAL TABLE temp.expected_word USING fts5vocab ('temp', 'expected_text', 'instance');
            CREATE VIRTUAL TABLE temp.stored_word USING fts5vocab ('main', 'message_text', 'instance');
            """);
        Fill(database, cancellationToken);
        var expected = database.Prepare("SELECT term, doc, offset FROM temp.expected_word");
        var stored = database.Prepare("SELECT term, doc, offset FROM temp.stored_word");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (more, has) = (expected.Step(), stored.Step());
            if (!more && !has)
                return null;
            if (more && has && expected.Bytes(0).SequenceEqual(stored.Bytes(0))
                && expected.Int64(1) == stored.Int64(1) && expected.Int64(2) == stored.Int64(2))
                continue;
            return Math.Min(more ? expected.Int64(1) : long.MaxValue, has ? stored.Int64(1) : long.MaxValue);
        }
    }

    private static void Fill(SqliteDatabase database, CancellationToken cancellationToken)
    {
        var texts = database.Prepare("SELECT number, text FROM message_searchable ORDER BY number");
        var insert = database.Prepare("INSERT INTO temp.expected_text (rowid, text) VALUES (?1, ?2)");
        while (texts.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            insert.Bind(1, texts.Int64(0)).BindText(2, texts.Bytes(1)).Run();
        }
    }
}
