using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class VolatileAskReadsTests : AskReadsContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.VolatileAsync();
}
