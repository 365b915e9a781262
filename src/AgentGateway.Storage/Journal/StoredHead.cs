using System.Globalization;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Journal;

/// <summary>The head of the journal that a database holds, and how it agrees with the one of the head's file.</summary>
internal static class StoredHead
{
    /// <summary>Null for a database that holds no journal yet.</summary>
    public static JournalHead? Of(SqliteDatabase database)
    {
        if (database.Number("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0
            || Meta(database, JournalMeta.Id) is not { } id)
            return null;
        _ = long.TryParse(Meta(database, JournalMeta.Epoch), CultureInfo.InvariantCulture, out var epoch);
        var position = database.Number("SELECT max(position) FROM event");
        return new(id, epoch, position, HashAt(database, position) ?? "");
    }

    /// <summary>
    /// What the database has lost of what the file says, or how it differs; null where it may be ahead and is otherwise
    /// the same. A copy that is being restored is not compared, since it becomes a journal of its own.
    /// </summary>
    public static string? Difference(SqliteDatabase database, JournalHead recorded)
    {
        if (Of(database) is not { } stored)
            return recorded.Position == 0 ? null : $"its events are lost: {Positions(1, recorded.Position)}";
        if (Meta(database, JournalMeta.Copy) is not null)
            return null;
        if (stored.Id != recorded.Id)
            return $"it is the journal {stored.Id}, and the file of its head is about {recorded.Id}";
        if (stored.Position < recorded.Position)
            return $"it ends at position {stored.Position}, and more was acknowledged; lost: "
                + Positions(stored.Position + 1, recorded.Position);
        if (recorded.Position > 0 && HashAt(database, recorded.Position) != recorded.Hash)
            return $"the event at position {recorded.Position} is not the one that was acknowledged";
        return stored.Epoch < recorded.Epoch
            ? $"its epoch is {stored.Epoch}, and {recorded.Epoch} was taken"
            : null;
    }

    private static string Positions(long first, long last) =>
        first == last ? $"position {first}" : $"positions {first} to {last}";

    private static string? Meta(SqliteDatabase database, string name) =>
        database.Text($"SELECT value FROM meta WHERE name = '{name}'");

    private static string? HashAt(SqliteDatabase database, long position)
    {
        var statement = database.Prepare("SELECT hash FROM event WHERE position = ?1").Bind(1, position);
        var hash = statement.Step() ? Convert.ToHexStringLower(statement.Bytes(0)) : null;
        statement.Reset();
        return hash;
    }
}
