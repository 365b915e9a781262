using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class VolatileOutputIndexTests : OutputIndexContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.VolatileAsync();
}
