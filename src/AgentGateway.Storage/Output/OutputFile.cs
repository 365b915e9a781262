using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Output;

/// <summary>The index's file while it is open: the writer's connection and the readers.</summary>
internal sealed class OutputFile(
    SqliteDatabase database, ReadPool reads, DamageLatch damage, long bytesMax) : IAsyncDisposable
{
    public SqliteDatabase Database => database;

    public OutputTables Tables { get; } = new(database, bytesMax);

    public ReadPool Reads => reads;

    public bool IsDamaged => damage.Found is not null;

    /// <summary>Opens the file. What cannot be used is set aside before; then the second value is why.</summary>
    /// <exception cref="SqliteFailure">The disk fails.</exception>
    public static (OutputFile File, string? SetAside) Open(string path, long bytesMax)
    {
        string? reason = null;
        SqliteDatabase? database = null;
        try
        {
            database = OutputSchema.Open(path);
            if (database is null)
                reason = "it is of another version, or not ours";
        }
        catch (SqliteFailure failure) when (failure.IsDamage)
        {
            reason = failure.Message;
        }

        if (database is null)
        {
            OutputSchema.SetAside(path);
            database = OutputSchema.Open(path) ?? throw new InvalidOperationException(
                "A new output index is not of its own version.");
        }

        var damage = new DamageLatch();
        return (new(database, new(path, damage), damage, bytesMax), reason);
    }

    public async ValueTask DisposeAsync()
    {
        await reads.DisposeAsync();
        database.Dispose();
    }
}
