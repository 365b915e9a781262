using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Checks;

/// <summary>Counts what a check sees and remembers the first thing that is wrong.</summary>
internal sealed class Findings
{
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private JournalProblem? _first;
    private long _problems;

    public long Streams { get; set; }

    public long Events { get; set; }

    public long Erased { get; set; }

    public void Skip(string reason) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;

    public void Wrong(string what, StreamId? stream = null, long? version = null, long? position = null)
    {
        _problems++;
        if (_first is null || (position ?? long.MaxValue) < (_first.Position ?? long.MaxValue))
            _first = new(stream, version, position, what);
    }

    public JournalReport Report() => new(Streams, Events, Erased, _skipped, _problems, _first);
}
