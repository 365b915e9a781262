namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// One at a time changes dependencies, adds a child or cancels children: so no two changes make a circle together, and
/// no child is missed.
/// </summary>
internal sealed class TaskFamilies : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);

    public Task WaitAsync(CancellationToken cancellationToken) => _changing.WaitAsync(cancellationToken);

    public void Release() => _changing.Release();

    public void Dispose() => _changing.Dispose();
}
