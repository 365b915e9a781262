namespace AgentGateway.Runtime.Machines;

/// <summary>
/// Is called for the commits of one kind of aggregate. Machines and services learn of one another's changes in this way
/// only.
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
