using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Machines;

/// <summary>Performs the pending effects of one kind of aggregate.</summary>
public interface IEffects<in TState>
    where TState : class
{
    /// <summary>
    /// Performs one pending effect and sends its outcome as a command. It is cancelled when the effect is no longer
    /// pending, tried again with back-off when it throws, and not called again while the effect is pending once it
    /// has returned.
    /// </summary>
    /// <param name="state">The newest durable state.</param>
    Task PerformAsync(StreamId stream, TState state, Effect effect, CancellationToken cancellationToken);
}
