namespace AgentGateway.Runtime.Recall;

/// <summary>
/// One kind of thing that can be recalled: notes, documents, messages, output, knowledge. A module registers its source
/// by <c>Service&lt;IRecallSource, XRecall&gt;()</c>. What was forgotten or deleted is never given.
/// </summary>
public interface IRecallSource
{
    /// <summary>
    /// <c>note</c>, <c>document</c>, <c>message</c>, <c>output</c>, <c>knowledge</c>: the word in answers and filters.
    /// </summary>
    string Kind { get; }

    /// <summary>
    /// The best candidates by the query's words, best first, at most <see cref="RecallQuery.CandidatesMax"/>: only what
    /// the query's scopes, dates and filters allow.
    /// </summary>
    ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(RecallQuery query, CancellationToken cancellationToken);
}
