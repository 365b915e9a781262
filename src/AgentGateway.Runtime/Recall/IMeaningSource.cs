using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Recall;

/// <summary>A source whose texts have vectors where an embedder is set up, and are found by their meaning too.</summary>
public interface IMeaningSource : IRecallSource
{
    /// <summary>
    /// Which of its texts an event changes, removes or may have changed; null for none. It is looked at afterwards by
    /// <see cref="ItemsAsync"/>, and what is no longer there loses its vectors.
    /// </summary>
    ChangedText? ChangeOf(StoredEvent stored);

    /// <summary>Those of these texts that exist and that count.</summary>
    /// <param name="query">Only what it allows; null for all, whose memory it may be.</param>
    ValueTask<IReadOnlyList<RecallCandidate>> ItemsAsync(
        IReadOnlyList<string> ids, RecallQuery? query, CancellationToken cancellationToken);
}
