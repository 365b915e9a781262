using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class SqliteAskReadsTests : AskReadsContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.SqliteAsync();
}
