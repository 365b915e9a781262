using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Journal;

/// <summary>
/// What is stored, to be checked, exported and copied. The store is only read, in one snapshot for each call, whether
/// or not a daemon has it open for writing. Each call may take long; cancelling ends it and leaves nothing behind.
/// </summary>
public interface IStoreInspection
{
    /// <summary>
    /// The file of a damaged index of terminal output that was set aside for people to look at; null when there is
    /// none.
    /// </summary>
    string? OutputSetAside { get; }

    /// <summary>
    /// Walks every chain, folds every stream anew and compares snapshots, rows and full-text index; compares the
    /// journal with what was acknowledged, and the structure of the storage with what it should be. A stream with an
    /// erased payload, of an unknown kind or with a snapshot of another version has only its chain and the digest of
    /// its state checked, and is counted as skipped.
    /// </summary>
    /// <exception cref="JournalUnavailableException">
    /// The store is missing, foreign, newer or cannot be opened.
    /// </exception>
    Task<JournalReport> CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes one JSON object per line and event, in order of position: position, stream, version, at, actor, type,
    /// payload_digest, hash, data (null when erased). Refuses a stream that does not exist (<c>unknown_stream</c>).
    /// </summary>
    /// <param name="stream">One stream alone; null for all.</param>
    /// <param name="hidden">
    /// What is taken out of the data; digests and hashes are of the data as it is stored.
    /// </param>
    /// <returns>How many events were written.</returns>
    /// <exception cref="JournalUnavailableException">
    /// The store is missing, foreign, newer, damaged or cannot be opened.
    /// </exception>
    Task<Outcome<long>> ExportAsync(
        StreamId? stream, KnownSecrets hidden, Stream output, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a copy as of now that only its owner can read. It appears under its name when it is complete, and never
    /// takes the place of another file (<c>file_exists</c>; <c>file_unwritable</c> where none can be made). Opening the
    /// copy as a store restores it: its journal gets a new id then. Storage that is copied by tools of its own refuses
    /// (<c>copy_unsupported</c>).
    /// </summary>
    /// <exception cref="JournalUnavailableException">
    /// The store is missing, foreign, newer, damaged or cannot be opened; or the disk is full.
    /// </exception>
    Task<Outcome<JournalCopy>> CopyAsync(string target, CancellationToken cancellationToken);

    /// <summary>
    /// The same for the index of terminal output. False where there is none, or none that can be copied: it can be done
    /// without.
    /// </summary>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    Task<bool> CopyOutputAsync(string target, CancellationToken cancellationToken);

    /// <summary>
    /// Remembers where a copy was put, so that a person is told of the newest good one when the storage is damaged.
    /// </summary>
    /// <param name="file">A copy by <see cref="CopyAsync"/>, or a backup that has one.</param>
    /// <param name="position">The position of its newest event.</param>
    void NoteCopy(string file, long position);
}
