using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>The events of sessions in sentences, and their snapshots.</summary>
public sealed class SessionHistory
{
    private const int EventsPage = 500;
    private const int EventsMax = 500;
    private const int SnapshotsMax = 50;
    private const int ReasonCharactersMax = 100;

    private readonly SessionRegistry _registry;
    private readonly LiveSessions _lives;
    private readonly SnapshotTaker _snapshots;
    private readonly IJournal _journal;

    internal SessionHistory(
        SessionRegistry registry, LiveSessions lives, SnapshotTaker snapshots, IJournal journal) =>
        (_registry, _lives, _snapshots, _journal) = (registry, lives, snapshots, journal);

    /// <summary>The newest events and the newest snapshots of a session, oldest first.</summary>
    public async Task<Outcome<SessionHistoryView>> HistoryAsync(string session, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var events = new Queue<SessionEventView>();
        var snapshots = new Queue<SnapshotView>();
        for (long version = 0; ;)
        {
            var page = await _journal.ReadStreamAsync(
                SessionDispatcher.StreamOf(found.Id), version, EventsPage, cancellationToken);
            if (page.Count == 0) break;
            foreach (var stored in page.Where(stored => stored.Payload is not null))
            {
                var recorded = SnapshotCodec.Read(SessionStream.Kind, stored);
                if (recorded.Event is SessionSnapshotTaken taken)
                    Keep(snapshots, ViewOf(recorded, taken), SnapshotsMax);
                var text = SessionEventText.Of(recorded.Event);
                Keep(events, new(recorded.At, stored.Type, recorded.Actor, text), EventsMax);
            }

            version = page[^1].Version;
        }

        return new SessionHistoryView(found.Id.Value, [.. events], [.. snapshots]);
    }

    /// <summary>Takes a snapshot now.</summary>
    public async Task<Outcome<SnapshotView>> SnapshotAsync(
        Caller caller, string session, string? reason, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        if (found.HasEnded || _lives.Find(found.Id) is not { } live)
            return SessionRejections.Ended(found.Label);
        var why = string.IsNullOrWhiteSpace(reason) ? $"asked for by {caller.Principal.Name}" : reason.Trim();
        var taken = await _snapshots.TakeAsync(
            live, why.Length <= ReasonCharactersMax ? why : why[..ReasonCharactersMax], cancellationToken);
        if (taken.IsRejected(out refused, out var receipt)) return refused;
        var recorded = receipt.Events[^1];
        return ViewOf(recorded, (SessionSnapshotTaken)recorded.Event);
    }

    private static SnapshotView ViewOf(RecordedEvent recorded, SessionSnapshotTaken taken) => new(
        recorded.At, taken.Reason, taken.Offset, taken.Screen, taken.Directory, taken.GitBranch, taken.GitState);

    private static void Keep<T>(Queue<T> queue, T value, int most)
    {
        if (queue.Count == most) queue.Dequeue();
        queue.Enqueue(value);
    }
}
