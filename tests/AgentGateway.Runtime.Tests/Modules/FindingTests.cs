using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Tests.Modules;

/// <summary>Modules register what doctor tells; the runtime goes over them.</summary>
public sealed class FindingTests
{
    [Fact]
    public async Task Findings_are_told_group_by_group_whichever_module_comes_first()
    {
        await using var gateway = UnstartedGateway.Build(null, new LateModule(), new EarlyModule());

        var told = (await gateway.FindingsAsync(Gateway.Stop)).Select(
            finding => finding.Check).Where(check => check.StartsWith("test"));

        Assert.Equal(["test-storage", "test-storage-too", "test-work"], told);
    }

    private sealed class LateModule : IModule
    {
        public void Register(ModuleBuilder module) => module
            .Findings<Work>(FindingGroup.Work)
            .Findings<Storage>(FindingGroup.Storage);
    }

    private sealed class EarlyModule : IModule
    {
        public void Register(ModuleBuilder module) => module.Findings<StorageToo>(FindingGroup.Storage);
    }

    private sealed class Work : IFindingSource
    {
        public IEnumerable<Finding> Find() => [Finding.Ok("test-work", "")];
    }

    private sealed class Storage : IFindingSource
    {
        public IEnumerable<Finding> Find() => [Finding.Ok("test-storage", "")];
    }

    private sealed class StorageToo : IFindingSource
    {
        public IEnumerable<Finding> Find() => [Finding.Ok("test-storage-too", "")];
    }
}
