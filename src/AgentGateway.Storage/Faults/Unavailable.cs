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
        "Stop the daemon and start it again: it names the newest good copy and how to go back to it.");

    /// <summary>Found before the database was opened for writing, so that nothing was changed.</summary>
    /// <param name="copy">The newest good copy, in words for people; null where none is known.</param>
    public static JournalUnavailableException Damaged(string what, KnownCopy? copy, Exception? cause = null) => new(
        AtStart($"The database is damaged: {what}", copy, "agw journal export may still read the events."), cause);

    /// <summary>The database is sound in itself and has lost, or has another, event that was acknowledged.</summary>
    /// <param name="head">The head's file.</param>
    /// <inheritdoc cref="Damaged"/>
    public static JournalUnavailableException Lost(string what, string head, KnownCopy? copy) => new(AtStart(
        $"The database is damaged: {what}",
        copy,
        $"To go on with what is there, and without what is lost, remove {head} and start again."));

    /// <summary>The database is missing, and files that belong to it are there.</summary>
    /// <inheritdoc cref="Damaged"/>
    public static JournalUnavailableException Gone(string what, KnownCopy? copy) => new(AtStart(
        $"The database is damaged: {what}",
        copy,
        "To begin anew, choose another data directory, or move those files away."));

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

    /// <summary>The failure of a statement while the file is opened.</summary>
    public static JournalUnavailableException AtOpening(string path, SqliteFailure failure) =>
        failure.IsDamage || failure.IsDisk ? Of(failure) : Unopenable(path, failure);

    private static Rejection AtStart(string what, KnownCopy? copy, string otherwise) => new(
        "database_damaged",
        $"{what}. The daemon does not start, and no file was changed.",
        (copy is null
            ? "No good copy by agw backup is known. If you have one, move the data directory away and run: "
                + "agw restore FILE. "
            : $"The newest good copy is {copy}. Set agentgateway.db and its -wal and -shm files aside, "
                + (copy.IsArchive
                    ? $"take the copy's (in the data directory: tar -xzf {copy.File} agentgateway.db), "
                    : "put the copy in their place, ")
                + "and start again. ")
            + otherwise);

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
