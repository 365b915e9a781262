namespace AgentGateway.Runtime.Journal;

/// <summary>A copy of the journal that was made.</summary>
/// <param name="Id">The journal's id. The copy gets another when it is opened.</param>
/// <param name="Position">The position of its newest event.</param>
public sealed record JournalCopy(long Bytes, string Id, long Position);
