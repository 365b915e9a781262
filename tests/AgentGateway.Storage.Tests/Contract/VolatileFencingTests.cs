using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class VolatileFencingTests : FencingContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.VolatileAsync();
}
