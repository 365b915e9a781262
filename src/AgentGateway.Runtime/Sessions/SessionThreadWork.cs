using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The sessions of a thread that have not ended, newest first. Their state is told and not what their programs do, which
/// changes from moment to moment and would make each prompt another one.
/// </summary>
internal sealed class SessionThreadWork(SessionRegistry sessions) : IThreadWork
{
    public ValueTask<IReadOnlyList<OpenWorkView>> OpenAsync(
        ThreadId thread, int limit, CancellationToken cancellationToken) => new(
        [.. sessions.All
            .Where(session => session.Thread == thread && session is { HasEnded: false, Removed: false })
            .OrderByDescending(session => session.Id.Value, StringComparer.Ordinal)
            .Take(limit)
            .Select(session => new OpenWorkView(
                "session", session.Id.Value, ViewWriter.Word(session.Lifecycle), session.Label))]);
}
