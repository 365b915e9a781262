using System.Text;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Search;

/// <summary>
/// Compares a full-text index, word by word and offset by offset, with one that is made anew from its texts in a
/// temporary database: SQLite's own check of the index needs to write, and a check must not.
/// </summary>
internal sealed class SearchIndexCheck(SqliteDatabase database, FullTextIndex index)
{
    private readonly string _expected = $"expected_{index.Name}";

    /// <summary>
    /// The number of the first row that does not have its words in the index, or null; null also where a database of an
    /// older program has no such index yet.
    /// </summary>
    public long? Run(CancellationToken cancellationToken)
    {
        if (Tokenizer() is not { } tokenizer) return null;

        // Tokens are counted by row and in all, which decides how well a text fits a query.
        var sizes = $"""
            SELECT min(id) FROM (
              SELECT id FROM (
                SELECT id, sz FROM main.{index.Name}_docsize EXCEPT SELECT id, sz FROM temp.{_expected}_docsize)
              UNION ALL
              SELECT id FROM (
                SELECT id, sz FROM temp.{_expected}_docsize EXCEPT SELECT id, sz FROM main.{index.Name}_docsize))
            """;
        database.Execute($"""
            CREATE VIRTUAL TABLE temp.{_expected} USING fts5 (
              {string.Join(", ", index.Columns)}, content = '', tokenize = '{tokenizer}');
            CREATE VIRTUAL TABLE temp.{_expected}_word USING fts5vocab ('temp', '{_expected}', 'instance');
            CREATE VIRTUAL TABLE temp.stored_{index.Name}_word USING fts5vocab ('main', '{index.Name}', 'instance');
            """);
        var texts = Fill(cancellationToken);
        var expected = database.Prepare($"SELECT term, doc, col, offset FROM temp.{_expected}_word");
        var stored = database.Prepare($"SELECT term, doc, col, offset FROM temp.stored_{index.Name}_word");
        var names = index.Columns.Select(Encoding.UTF8.GetBytes).ToArray();
        var words = new long[names.Length];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (more, has) = (expected.Step(), stored.Step());
            if (!more && !has)
            {
                var differing = database.Prepare(sizes);
                differing.Step();
                return differing.Int64OrNull(0) ?? (HasTotals(texts, words) ? null : FirstRow());
            }

            if (!more || !has || !IsSame(expected, stored))
                return Math.Min(more ? expected.Int64(1) : long.MaxValue, has ? stored.Int64(1) : long.MaxValue);
            for (var column = 0; column < names.Length; column++)
                if (expected.Bytes(2).SequenceEqual(names[column])) words[column]++;
        }
    }

    private static bool IsSame(SqliteStatement expected, SqliteStatement stored) =>
        expected.Bytes(0).SequenceEqual(stored.Bytes(0)) && expected.Int64(1) == stored.Int64(1)
        && expected.Bytes(2).SequenceEqual(stored.Bytes(2)) && expected.Int64(3) == stored.Int64(3);

    /// <summary>An older program's index has words where that of this one has stems. Null: there is none.</summary>
    private string? Tokenizer()
    {
        const string Words = "unicode61 remove_diacritics 2";
        var made = database.Prepare("SELECT sql FROM main.sqlite_master WHERE name = ?1").Bind(1, index.Name);
        var tokenizer = !made.Step() ? null
            : made.Text(0).Contains(SqliteSearch.Tokenizer, StringComparison.Ordinal) ? SqliteSearch.Tokenizer
            : Words;
        made.Reset();
        return tokenizer;
    }

    /// <summary>
    /// The index keeps how many texts it has, and how many words in each column, as numbers of variable length.
    /// </summary>
    private bool HasTotals(long texts, long[] words)
    {
        var statement = database.Prepare($"SELECT block FROM {index.Name}_data WHERE id = 1");
        var totals = statement.Step() ? statement.Bytes(0).ToArray() : [];
        statement.Reset();
        if (totals.Length == 0) return texts == 0;
        var rest = totals.AsSpan();
        if (Next(ref rest) != texts) return false;
        foreach (var count in words)
            if (Next(ref rest) != count) return false;
        return true;
    }

    private long FirstRow()
    {
        var texts = database.Prepare(index.Texts);
        var first = texts.Step() ? texts.Int64(0) : 0;
        texts.Reset();
        return first;
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

    /// <summary>How many texts there are.</summary>
    private long Fill(CancellationToken cancellationToken)
    {
        var texts = database.Prepare(index.Texts);
        var insert = database.Prepare($"""
            INSERT INTO temp.{_expected} (rowid, {string.Join(", ", index.Columns)})
            VALUES ({string.Join(", ", Enumerable.Range(1, index.Columns.Count + 1).Select(number => $"?{number}"))})
            """);
        var count = 0L;
        for (; texts.Step(); count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            insert.Bind(1, texts.Int64(0));
            for (var column = 1; column <= index.Columns.Count; column++)
                insert.BindText(column + 1, texts.Bytes(column));
            insert.Run();
        }

        return count;
    }
}
