using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

public sealed class VolatileInspectionTests : InspectionContract
{
    private protected override Task<StoreUnderTest> OpenAsync() => StoreUnderTest.VolatileAsync();
}
