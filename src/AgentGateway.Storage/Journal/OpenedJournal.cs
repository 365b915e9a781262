using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Journal;

/// <summary>What an opening for writing has: the writer's connection, and the journal's head with its file.</summary>
/// <param name="Head">The head as it was then, with the epoch that this opening took.</param>
/// <param name="WasMoved">See <see cref="Runtime.Journal.IStore.WasMoved"/>.</param>
internal sealed record OpenedJournal(SqliteDatabase Database, HeadFile HeadFile, JournalHead Head, bool WasMoved);
