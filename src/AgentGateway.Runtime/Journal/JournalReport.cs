using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Journal;

/// <summary>What a check of the journal found.</summary>
/// <param name="Erased">Events without payload: their link in the chain was checked, their content cannot be.</param>
/// <param name="SkippedStreams">
/// Streams whose chain was checked but whose state could not be compared, with the reason of each kind.
/// </param>
/// <param name="Problems">How many errors were found.</param>
/// <param name="First">
/// The error with the lowest position; an error without a position comes last. Null when there is none.
/// </param>
public sealed record JournalReport(
    long Streams,
    long Events,
    long Erased,
    IReadOnlyDictionary<string, long> SkippedStreams,
    long Problems,
    JournalProblem? First)
{
    public bool IsSound => Problems == 0;

    /// <summary>How many problems there are, and which is the first, for people; null when all is well.</summary>
    public Rejection? Unsound
    {
        get
        {
            if (First is null)
                return null;
            var where = string.Join(", ", new[]
            {
                First.Stream is { } stream ? $"stream {stream}" : null,
                First.Version is { } version ? $"version {version}" : null,
                First.Position is { } position ? $"position {position}" : null,
            }.OfType<string>());
            return new(
                "journal_unsound",
                $"{Problems} problems; the first{(where.Length > 0 ? $" ({where})" : "")}: {First.What}.",
                "Stop the daemon, keep the file, and restore the last backup that verifies.");
        }
    }
}

/// <summary>Something that is not as the events say, or events that are not as they were written.</summary>
/// <param name="Stream">Null when it concerns the file as a whole.</param>
/// <param name="Version">Null when it concerns no single event.</param>
public sealed record JournalProblem(StreamId? Stream, long? Version, long? Position, string What);
