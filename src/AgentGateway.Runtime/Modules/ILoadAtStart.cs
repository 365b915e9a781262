namespace AgentGateway.Runtime.Modules;

/// <summary>
/// Reads from the journal before streams are woken, for example to fill an index in memory, to continue its clocks or to
/// find what a crash left.
/// </summary>
public interface ILoadAtStart
{
    Task LoadAsync(CancellationToken cancellationToken);
}
