using System.Buffers;
using System.Text;
using SQLitePCL;

namespace AgentGateway.Storage.Sqlite;

/// <summary>
/// A prepared statement that is used again and again by the one thread that has its connection. Parameters count from 1
/// and columns from 0, as in SQLite. The native API is used as it is because the writer spends its whole time here.
/// </summary>
internal sealed class SqliteStatement(sqlite3 handle, sqlite3_stmt statement) : IDisposable
{
    private const int StackBytes = 512;

    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, double value)
    {
        Check(raw.sqlite3_bind_double(statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, long? value) =>
        value is { } number ? Bind(parameter, number) : BindNull(parameter);

    public SqliteStatement Bind(int parameter, string? text)
    {
        if (text is null)
            return BindNull(parameter);
        if (text.Length * 3 <= StackBytes)
        {
            Span<byte> small = stackalloc byte[StackBytes];
            return BindText(parameter, small[..Encoding.UTF8.GetBytes(text, small)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        BindText(parameter, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    public SqliteStatement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and SQLite takes that for NULL.
        Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(statement, parameter, "")
            : raw.sqlite3_bind_text(statement, parameter, utf8));
        return this;
    }

    public SqliteStatement BindTextOrNull(int parameter, byte[]? utf8) =>
        utf8 is null ? BindNull(parameter) : BindText(parameter, utf8);

    public SqliteStatement BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        Check(bytes.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, parameter, 0)
            : raw.sqlite3_bind_blob(statement, parameter, bytes));
        return this;
    }

    public SqliteStatement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(statement, parameter));
        return this;
    }

    /// <summary>
    /// Goes to the next row; false after the last. Who reads rows resets the statement, or it holds its snapshot.
    /// </summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        return result switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw SqliteFailure.Of(handle),
        };
    }

    /// <summary>Carries out a statement that has no rows, and resets it.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ends reading. The error that a failed step already reported is not reported again.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    /// <summary>The first row, if there is one. The caller that prepared the statement resets it.</summary>
    public T? First<T>(Func<SqliteStatement, T> read)
        where T : class => Step() ? read(this) : null;

    public IReadOnlyList<T> All<T>(Func<SqliteStatement, T> read)
    {
        List<T> rows = [];
        while (Step())
            rows.Add(read(this));
        return rows;
    }

    /// <summary>How many columns its rows have.</summary>
    public int Columns => raw.sqlite3_column_count(statement);

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public double Double(int column) => raw.sqlite3_column_double(statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes of a blob or a text, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw SqliteFailure.Of(handle);
    }
}
