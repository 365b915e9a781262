namespace AgentGateway.Runtime.Modules;

/// <summary>
/// Reads what it needs of the journal before streams are woken: an index in memory, clocks that go on.
/// </summary>
public interface ILoadAtStart
{
    Task LoadAsync(CancellationToken cancellationToken);
}
