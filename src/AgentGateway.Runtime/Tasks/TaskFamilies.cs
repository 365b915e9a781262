namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// A lock for changing dependencies, adding a child and cancelling children. It keeps two changes from making a circle
/// together, and a new child from being missed by the cancellation of its parent.
/// </summary>
internal sealed class TaskFamilies : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);

    public Task WaitAsync(CancellationToken cancellationToken) => _changing.WaitAsync(cancellationToken);

    public void Release() => _changing.Release();

    public void Dispose() => _changing.Dispose();
}
