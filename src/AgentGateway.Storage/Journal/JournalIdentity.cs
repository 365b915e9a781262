namespace AgentGateway.Storage.Journal;

/// <summary>What an opening for writing has learnt or taken: the journal's id, and its own epoch.</summary>
internal readonly record struct JournalIdentity(string Id, long Epoch);
