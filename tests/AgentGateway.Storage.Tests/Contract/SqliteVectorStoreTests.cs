using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class SqliteVectorStoreTests : VectorStoreContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.SqliteAsync();
}
