using System.Runtime.CompilerServices;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Mcp.Resources;

/// <summary>
/// Changes of terminal sessions, screens and output included. The sessions themselves coalesce them, so a program that
/// prints without end costs a few notices a second. A session with a name has changes under both its addresses.
/// </summary>
public sealed class SessionChanges(SessionService sessions, SessionChangeFeed feed) : IResourceChanges
{
    public async IAsyncEnumerable<ResourceChange> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string?>();
        await foreach (var change in feed.FollowAsync(cancellationToken))
        {
            if (change.Listed || !names.ContainsKey(change.SessionId))
            {
                var session = await sessions.GetAsync(change.SessionId, cancellationToken);
                // A session that was just removed keeps the name that it had.
                if (!session.IsRejected(out _)) names[change.SessionId] = session.Value.Session.Name;
            }

            foreach (var address in new[]
            {
                change.SessionId,
                names.GetValueOrDefault(change.SessionId),
            }.OfType<string>())
            {
                if (change.Listed) yield return ResourceChange.Updated(ResourceUris.Session(address));
                if (!change.Printed) continue;
                yield return ResourceChange.Updated(ResourceUris.Screen(address));
                yield return ResourceChange.Updated(ResourceUris.Output(address));
            }

            if (change.Listed) yield return ResourceChange.Updated(ResourceUris.Sessions);
        }
    }
}
