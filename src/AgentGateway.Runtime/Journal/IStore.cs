using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Journal;

/// <summary>
/// Everything durable, open for writing: the journal, its read tables and the index of terminal output. A store is
/// opened once per process and place; whether another process has it open is for the holder of the data directory's
/// lock to know, and the epoch holds it where the lock cannot. Every implementation passes the same contract suite.
/// </summary>
public interface IStore : IStoreInspection, IAsyncDisposable
{
    /// <summary>What stores it, with its version, for people: <c>SQLite 3.40.1</c>.</summary>
    string Engine { get; }

    IJournal Journal { get; }

    /// <summary>The index of terminal output, opened when it is first used.</summary>
    IOutputIndex OutputIndex { get; }

    /// <summary>
    /// What is wrong with the store, or null. While it is damaged, appends are refused and reads do what they can.
    /// </summary>
    Rejection? Damage { get; }

    /// <summary>
    /// The queries of one family, such as <c>ITaskReads</c>. They see what was appended before they were called.
    /// </summary>
    /// <exception cref="NotSupportedException">No table of this store is read by that interface.</exception>
    TReads Reads<TReads>()
        where TReads : class;

    /// <summary>
    /// Removes the payload of one event for good, with its salt, the text that its message shows and that text's words
    /// in the index. The event stays in its place and the chain holds. False when there is no such event. Answers that
    /// are kept for idempotency keys may repeat the text until they expire.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Nothing was erased.</exception>
    ValueTask<bool> EraseAsync(StreamId stream, long version, CancellationToken cancellationToken);
}
