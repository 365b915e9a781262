namespace AgentGateway.Storage.Journal;

/// <summary>
/// How far a journal has come: what has to be found in the database again, since it was acknowledged.
/// </summary>
/// <param name="Id">The journal's id.</param>
/// <param name="Epoch">The epoch of the writer that says so.</param>
/// <param name="Position">The position of the newest event; 0 for none.</param>
/// <param name="Hash">That event's hash in lower-case hexadecimal digits; empty for none.</param>
internal readonly record struct JournalHead(string Id, long Epoch, long Position, string Hash);
