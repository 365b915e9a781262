using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class VolatileRegisteredTableTests : RegisteredTableContract
{
    private protected override Task<StoreUnderTest> OpenAsync(StoreContents contents) =>
        StoreUnderTest.VolatileAsync(contents);
}
