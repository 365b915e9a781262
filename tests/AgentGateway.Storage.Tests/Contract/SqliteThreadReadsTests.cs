using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class SqliteThreadReadsTests : ThreadReadsContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.SqliteAsync();
}
