using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class SqliteFencingTests : FencingContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.SqliteAsync();
}
