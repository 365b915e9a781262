using AgentGateway.Domain.Ids;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Journal;

/// <summary>
/// The lines that sessions printed, to be searched across all of them. It is no journal: lines that a crash loses are
/// read again from the rings. Every implementation passes the same contract suite. Calls of one session take effect in
/// their order. They throw <see cref="JournalUnavailableException"/> when nothing could be written or read, such as
/// with a full disk: terminals go on, and what is missing can be appended again.
/// </summary>
public interface IOutputIndex
{
    /// <summary>The offset up to which a session's output is in the index; 0 for one that it does not know.</summary>
    ValueTask<long> IndexedToAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>
    /// Adds lines of one session, in the order of their offsets, and notes that its output is indexed up to
    /// <paramref name="to"/>. A search that begins after this has completed finds them. Lines that begin before what is
    /// indexed already are left out.
    /// </summary>
    ValueTask AppendAsync(
        IndexedSession session, IReadOnlyList<OutputLine> lines, long to, CancellationToken cancellationToken);

    /// <summary>Forgets the lines of a session that begin before that offset: its ring no longer has them.</summary>
    ValueTask TrimAsync(SessionId session, long before, CancellationToken cancellationToken);

    /// <summary>Forgets everything of a session.</summary>
    ValueTask RemoveAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>
    /// Lines that have every word and every <c>"quoted phrase"</c> of the query, in the order of
    /// <see cref="OutputKey"/>, the last first. Every other character is literal.
    /// </summary>
    ValueTask<IReadOnlyList<OutputHit>> SearchAsync(OutputQuery query, CancellationToken cancellationToken);
}

/// <summary>Whose output it is.</summary>
public sealed record IndexedSession(SessionId Id, string? Agent);

/// <param name="Sessions">Only lines of these; null for those of all sessions.</param>
/// <param name="Severity">The lowest severity to find; null for any.</param>
public sealed record OutputQuery(
    string Text, IReadOnlySet<SessionId>? Sessions, DateTimeOffset? Since, LineSeverity? Severity, int Limit)
{
    /// <summary>Only lines before that one; null for all.</summary>
    public OutputKey? Before { get; init; }

    /// <summary>Whether a line is one that is looked for, its words apart.</summary>
    public bool Admits(SessionId session, OutputLine line) =>
        !(line.At < Since || line.Severity < Severity)
        && Sessions?.Contains(session) != false
        && (Before is null || OutputKey.Order.Compare(new(line.At, session, line.Offset), Before) < 0);
}

/// <param name="Snippet">
/// The line, or of a long line the text next to the first match; matches stand between <c>**</c>.
/// </param>
public sealed record OutputHit(SessionId Session, string? Agent, OutputLine Line, string Snippet);
