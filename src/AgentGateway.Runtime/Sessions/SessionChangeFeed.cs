using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Tells followers which sessions changed. Changes are coalesced: a follower hears of a session at most ten times a
/// second, and a follower that is slower misses none.
/// </summary>
public sealed class SessionChangeFeed : ICommitSubscriber<TerminalSession>
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Follower, bool> _followers = new();
    private readonly TimeProvider _time;

    internal SessionChangeFeed(TimeProvider time) => _time = time;

    void ICommitSubscriber<TerminalSession>.Committed(Receipt<TerminalSession> receipt) => Listed(receipt.State.Id);

    /// <summary>What lists show of the session changed.</summary>
    internal void Listed(SessionId session) => Note(session, listed: true, printed: false);

    /// <summary>The session's screen and output changed.</summary>
    internal void Printed(SessionId session) => Note(session, listed: false, printed: true);

    /// <summary>Changes from the first <c>MoveNextAsync</c> on, without an end.</summary>
    public async IAsyncEnumerable<SessionChange> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var follower = new Follower();
        _followers.TryAdd(follower, true);
        try
        {
            while (true)
            {
                foreach (var change in await follower.TakeAsync(cancellationToken)) yield return change;
                await Task.Delay(Pace, _time, cancellationToken);
            }
        }
        finally
        {
            _followers.TryRemove(follower, out _);
        }
    }

    private void Note(SessionId session, bool listed, bool printed)
    {
        if (_followers.IsEmpty) return;
        foreach (var (follower, _) in _followers) follower.Note(session, listed, printed);
    }

    private sealed class Follower
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<SessionId, SessionChange> _waiting = [];
        private TaskCompletionSource _some = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Note(SessionId session, bool listed, bool printed)
        {
            lock (_gate)
            {
                if (_waiting.TryGetValue(session, out var noted))
                {
                    if ((noted.Listed || !listed) && (noted.Printed || !printed)) return;
                    listed |= noted.Listed;
                    printed |= noted.Printed;
                }

                _waiting[session] = new(session.Value, listed, printed);
                _some.TrySetResult();
            }
        }

        public async Task<IReadOnlyList<SessionChange>> TakeAsync(CancellationToken cancellationToken)
        {
            await _some.Task.WaitAsync(cancellationToken);
            lock (_gate)
            {
                SessionChange[] taken = [.. _waiting.Values];
                _waiting.Clear();
                _some = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return taken;
            }
        }
    }
}
