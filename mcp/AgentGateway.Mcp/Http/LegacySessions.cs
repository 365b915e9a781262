using System.Security.Cryptography;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// The sessions that there are, by id. When the table is full, or a session was not used for long, the one that was
/// unused longest goes; one that is in use never does.
/// </summary>
internal sealed class LegacySessions(
    McpFrontEndOptions options, Func<string, Caller, LegacySession> create, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LegacySession> _sessions = [];
    private bool _closed;

    /// <summary>A new session; null when the table is full and every session is in use.</summary>
    public async Task<LegacySession?> CreateAsync(Caller caller)
    {
        List<LegacySession> ended;
        LegacySession? created = null;
        lock (_lock)
        {
            ended = TakeIdle();
            if (_sessions.Count < options.SessionsMax && !_closed)
            {
                created = create(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), caller);
                created.UsedAt = time.GetTimestamp();
                _sessions.Add(created.SessionId, created);
            }
        }
        foreach (var session in ended) await session.DisposeAsync();
        return created;
    }

    /// <summary>
    /// The session, kept from being forgotten until <see cref="Leave"/>; null also when it belongs to another
    /// principal.
    /// </summary>
    public LegacySession? Enter(string id, Principal principal)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(id, out var session) || session.Principal != principal || IsIdle(session))
                return null;
            session.OpenResponses++;
            session.UsedAt = time.GetTimestamp();
            return session;
        }
    }

    public void Leave(LegacySession session)
    {
        lock (_lock)
        {
            session.OpenResponses--;
            session.UsedAt = time.GetTimestamp();
        }
    }

    public async Task<bool> EndAsync(string id, Principal principal)
    {
        LegacySession? session;
        lock (_lock)
        {
            if (!_sessions.TryGetValue(id, out session) || session.Principal != principal) return false;
            _sessions.Remove(id);
        }
        await session.DisposeAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        LegacySession[] open;
        lock (_lock)
        {
            _closed = true;
            open = [.. _sessions.Values];
            _sessions.Clear();
        }
        foreach (var session in open) await session.DisposeAsync();
    }

    private List<LegacySession> TakeIdle()
    {
        var ended = _sessions.Values.Where(IsIdle).ToList();
        foreach (var session in ended) _sessions.Remove(session.SessionId);
        if (_sessions.Count < options.SessionsMax) return ended;
        if (_sessions.Values.Where(
            session => session.OpenResponses == 0).MinBy(session => session.UsedAt) is not { } unused)
            return ended;
        _sessions.Remove(unused.SessionId);
        ended.Add(unused);
        return ended;
    }

    private bool IsIdle(LegacySession session) =>
        session.OpenResponses == 0 && time.GetElapsedTime(session.UsedAt) > options.SessionIdleMax;
}
