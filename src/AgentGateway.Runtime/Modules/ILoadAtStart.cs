namespace AgentGateway.Runtime.Modules;

/// <summary>
/// Reads from the journal before streams are woken, for example to fill an index in memory or to continue its clocks.
/// </summary>
public interface ILoadAtStart
{
    Task LoadAsync(CancellationToken cancellationToken);
}
