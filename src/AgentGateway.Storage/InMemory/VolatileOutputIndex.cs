using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Output;
using AgentGateway.Storage.Search;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Storage.InMemory;

/// <summary>The output index in memory: every line is looked at.</summary>
internal sealed class VolatileOutputIndex : IOutputIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionId, Entry> _sessions = [];

    public ValueTask<long> IndexedToAsync(SessionId session, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(_sessions.TryGetValue(session, out var entry) ? entry.IndexedTo : 0);
    }

    public ValueTask AppendAsync(
        IndexedSession session, IReadOnlyList<OutputLine> lines, long to, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(session.Id, out var entry))
                _sessions[session.Id] = entry = new();
            entry.Agent = session.Agent;
            entry.Lines.AddRange(lines.Where(line => line.Offset >= entry.IndexedTo));
            entry.IndexedTo = Math.Max(entry.IndexedTo, to);
        }

        return default;
    }

    public ValueTask TrimAsync(SessionId session, long before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_sessions.TryGetValue(session, out var entry))
                entry.Lines.RemoveAll(line => line.Offset < before);
        }

        return default;
    }

    public ValueTask RemoveAsync(SessionId session, CancellationToken cancellationToken)
    {
        lock (_lock)
            _sessions.Remove(session);
        return default;
    }

    public ValueTask<IReadOnlyList<OutputHit>> SearchAsync(OutputQuery query, CancellationToken cancellationToken)
    {
        var parsed = SearchQuery.Parse(query.Text);
        if (parsed.IsEmpty)
            return new([]);
        var match = TextMatch.OfWords(parsed);
        lock (_lock)
        {
            return new(
                (IReadOnlyList<OutputHit>)[.. _sessions
                .SelectMany(
                    session =>
                        session.Value.Lines.Select(line => new OutputHit(session.Key, session.Value.Agent, line, "")))
                .Where(hit => query.Admits(hit.Session, hit.Line) && match.HasAll(hit.Line.Text))
                .OrderByDescending(OutputKey.Of, OutputKey.Order).Take(query.Limit)
                .Select(hit => hit with { Snippet = match.Snippet(hit.Line.Text, OutputSearch.SnippetTokens) })]);
        }
    }

    private sealed class Entry
    {
        public string? Agent { get; set; }

        public long IndexedTo { get; set; }

        public List<OutputLine> Lines { get; } = [];
    }
}
