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
        // Tokens are counted by message and in all, which decides how well a message fits a query.
        const string Sizes = """
            SELECT min(id) FROM (
              SELECT id FROM (SELECT id, sz FROM main.message_text_docsize EXCEPT SELECT id, sz FROM temp.expected_text_docsize)
              UNION ALL
              SELECT id FROM (SELECT id, sz FROM temp.expected_text_docsize EXCEPT SELECT id, sz FROM main.message_text_docsize))
            """;
        database.Execute($"""
            CREATE VIRTUAL TABLE temp.expected_text USING fts5 (text, content = '', tokenize = '{TokenizerOf(database)}');
            CREATE VIRTUAL TABLE temp.expected_word USING fts5vocab ('temp', 'expected_text', 'instance');
            CREATE VIRTUAL TABLE temp.stored_word USING fts5vocab ('main', 'message_text', 'instance');
            """);
        Fill(database, cancellationToken);
        var expected = database.Prepare("SELECT term, doc, offset FROM temp.expected_word");
        var stored = database.Prepare("SELECT term, doc, offset FROM temp.stored_word");
        for (var words = 0L; ; words++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (more, has) = (expected.Step(), stored.Step());
            if (!more && !has)
            {
                var sizes = database.Prepare(Sizes);
                sizes.Step();
                return sizes.Int64OrNull(0) ?? FindTotalsFault(database, words);
            }

            if (more && has && expected.Bytes(0).SequenceEqual(stored.Bytes(0))
                && expected.Int64(1) == stored.Int64(1) && expected.Int64(2) == stored.Int64(2))
                continue;
            return Math.Min(more ? expected.Int64(1) : long.MaxValue, has ? stored.Int64(1) : long.MaxValue);
        }
    }

    /// <summary>An older program's index has words where that of this one has stems.</summary>
    private static string TokenizerOf(SqliteDatabase database)
    {
        const string Words = "unicode61 remove_diacritics 2";
        var hasStems = database.Number($"""
            SELECT count(*) FROM main.sqlite_master WHERE name = 'message_text' AND instr(sql, '{SqliteSearch.Tokenizer}') > 0
            """) > 0;
        return hasStems ? SqliteSearch.Tokenizer : Words;
    }

    /// <summary>The index keeps how many messages and words it has, as two numbers of variable length.</summary>
    private static long? FindTotalsFault(SqliteDatabase database, long words)
    {
        var texts = database.Number("SELECT count(*) FROM message_searchable");
        var statement = database.Prepare("SELECT block FROM message_text_data WHERE id = 1");
        var totals = statement.Step() ? statement.Bytes(0).ToArray() : [];
        statement.Reset();
        var rest = totals.AsSpan();
        if (totals.Length == 0 ? texts == 0 : Next(ref rest) == texts && Next(ref rest) == words)
            return null;
        return database.Number("SELECT min(number) FROM message_searchable");
    }

    /// <summary>SQLite's number of variable length: seven bits in a byte, the highest first.</summary>
    private static long Next(ref Span<byte> rest)
    {
        var number = 0L;
        while (!rest.IsEmpty)
        {
            var next = rest[0];
            rest = rest[1..];
            number = (number << 7) | (uint)(next & 0x7f);
            if (next < 0x80)
                return number;
        }

        return -1;
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
