namespace AgentGateway.Runtime.Machines;

/// <summary>
/// Hears of the commits of one kind of aggregate: how machines and services learn of one another's changes.
/// </summary>
public interface ICommitSubscriber<TState>
    where TState : class
{
    /// <summary>
    /// Called for every append after it is durable and before its sender is answered, in the order of the stream;
    /// streams are not ordered among each other. Must be quick and must not throw.
    /// </summary>
    void Committed(Receipt<TState> receipt);
}
