using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>What a capability has open on a thread, such as its tasks. Each capability registers its own.</summary>
internal interface IThreadWork
{
    /// <summary>At most that many of each kind. The texts may be of any length.</summary>
    ValueTask<IReadOnlyList<OpenWorkView>> OpenAsync(ThreadId thread, int limit, CancellationToken cancellationToken);
}
