using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>A store of its own for each test, of whichever implementation.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private StoreUnderTest? _store;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected StoreUnderTest Store => _store!;

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<StoreUnderTest> OpenAsync();
}
