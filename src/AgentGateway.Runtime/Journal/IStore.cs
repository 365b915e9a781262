using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Runtime.Journal;

/// <summary>
/// Everything durable, open for writing: the journal, its read tables and the index of terminal output. A process opens
/// a store once. The lock of the data directory keeps other processes from opening it; where the lock cannot do that,
/// the epoch refuses the older writer. Every implementation passes the same contract suite.
/// </summary>
public interface IStore : IStoreInspection, IAsyncDisposable
{
    /// <summary>What stores it, with its version, for people: <c>SQLite 3.40.1</c>.</summary>
    string Engine { get; }

    IJournal Journal { get; }

    /// <summary>The index of terminal output, opened when it is first used.</summary>
    IOutputIndex OutputIndex { get; }

    /// <summary>The vectors of texts, opened when they are first used.</summary>
    IVectorStore Vectors { get; }

    /// <summary>
    /// What is wrong with the store, or null. While it is damaged, appends are refused and reads answer as far as they
    /// can.
    /// </summary>
    Rejection? Damage { get; }

    /// <summary>
    /// Whether the journal was brought here from another place, restored from a copy or with a copied directory, and
    /// what ran there has not been settled yet. What ran there runs there still, if at all, and is not this daemon's.
    /// Its id is another one than there.
    /// </summary>
    bool WasMoved { get; }

    /// <summary>
    /// Notes that what ran in the other place is settled; until then <see cref="WasMoved"/> holds at each opening.
    /// </summary>
    /// <exception cref="JournalUnavailableException">It is not noted.</exception>
    Task SettleMoveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The queries of one family, such as <c>ITaskReads</c>. They see what was appended before they were called.
    /// </summary>
    /// <exception cref="NotSupportedException">No table of this store is read by that interface.</exception>
    TReads Reads<TReads>()
        where TReads : class;

    /// <summary>
    /// Removes the payload of one event for good, with its salt, the text that its message shows and that text's words
    /// in the index. The event keeps its position and the chain holds. False when there is no such event. Answers that
    /// are kept for idempotency keys may repeat the text until they expire.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Nothing was erased.</exception>
    ValueTask<bool> EraseAsync(StreamId stream, long version, CancellationToken cancellationToken);
}
