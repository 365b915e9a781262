using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class VolatileVectorStoreTests : VectorStoreContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.VolatileAsync();
}
