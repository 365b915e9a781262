namespace AgentGateway.Runtime.Vectors;

/// <summary>
/// Keeps the vectors over restarts. It is no journal: what it loses is made again from the texts. It is opened when it
/// is first used, and only one caller uses it at a time. Where the file cannot be used, calls throw
/// <c>JournalUnavailableException</c> and have changed nothing. Every implementation passes the same contract suite.
/// </summary>
public interface IVectorStore
{
    /// <summary>All of them. Those of another source are removed, and so is what cannot be read.</summary>
    ValueTask<StoredVectors> LoadAsync(VectorSource source, CancellationToken cancellationToken);

    /// <summary>Completes when the change is written.</summary>
    ValueTask WriteAsync(VectorChange change, CancellationToken cancellationToken);

    /// <summary>Removes all vectors and forgets what was looked at.</summary>
    ValueTask ClearAsync(VectorSource source, CancellationToken cancellationToken);
}
