using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Faults;

/// <summary>
/// Why the journal cannot be used, in words for people: the codes of this project and what to do about each.
/// </summary>
internal static class Unavailable
{
    public static Rejection Damage(string what) => new(
        "database_damaged",
        $"The database is damaged: {what}. Nothing is written to it any more.",
        "Stop the daemon, set agentgateway.db and its -wal and -shm files aside, put the last copy that agw backup "
        + "made in their place, "
            + "and start again.");

    public static JournalUnavailableException Closed() => new(new(
        "journal_closed", "The journal was closed because the daemon stops.", "Start the daemon and try again."));

    public static JournalUnavailableException Fenced(long epoch, long newest) => new(new(
        "writer_fenced",
        $"Another daemon has opened this journal for writing since (epoch {newest}, this one has {epoch}). Nothing "
            + "was written.",
        "Stop this daemon, and see that only one uses the data directory."));

    public static JournalUnavailableException Foreign(string path) => new(new(
        "database_foreign", $"{path} is not a database of AgentGateway.",
            "Choose another data directory, or move that file away."));

    public static JournalUnavailableException Newer(string path, long version, int known) => new(new(
        "database_newer",
        $"{path} was written by a newer AgentGateway (schema {version}, this one knows {known}). It was left as it is.",
        "Use that newer version, or choose another data directory."));

    /// <summary>The same where a read table is newer.</summary>
    public static JournalUnavailableException Newer(string path, string table, long taken, int known) => new(new(
        "database_newer",
        $"{path} was written by a newer AgentGateway (its table {table} is at version {taken}, this one knows "
        + $"{known}). "
            + "It was left as it is.",
        "Use that newer version, or choose another data directory."));

    public static JournalUnavailableException Missing(string path) => new(new(
        "database_missing",
        $"There is no database at {path}.",
        "Name the data directory with --data, or start the daemon once to create it."));

    public static JournalUnavailableException Unopenable(string path, Exception cause) => new(
        new(
            "database_unopenable",
            $"{path} cannot be opened: {cause.Message}",
            "Check that the file and its directory belong to you and can be written."),
        cause);

    /// <summary>The failure of a statement, as callers of the ports are told it.</summary>
    public static JournalUnavailableException Of(SqliteFailure failure)
    {
        if (failure.IsDamage)
            return new(Damage(failure.Message), failure);
        if (failure.IsDisk)
            return new(
                new("disk_full", $"The disk is full or cannot be written ({failure.Message}).",
                    "Make room; writing goes on by itself."),
                failure);
        if (failure.IsBusy)
            return new(
                new(
                    "database_busy",
                    $"Another program holds the database ({failure.Message}).",
                    "End other programs that have it open, and try again."),
                failure);
        return new(
            new(
                "database_failed",
                $"The database failed ({failure.Message}).",
                "Try again; if it stays so, restart the daemon and run agw journal verify."),
            failure);
    }
}
