using AgentGateway.Process.Tests.Clients;
using AgentGateway.Process.Tests.Faults;
using AgentGateway.Process.Tests.Packaging;
using AgentGateway.Process.Tests.Sessions;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Tasks;
using AgentGateway.Process.Tests.Workspaces;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace AgentGateway.Process.Tests.Support;

/// <summary>
/// The classes that take longest begin first. One that began last would run alone at the end, and the processors beside
/// it would be idle.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Longest =
    [
        typeof(TaskKillTests),
        typeof(KillTests),
        typeof(ConformanceTests),
        typeof(PackagingTests),
        typeof(RequestKillTests),
        typeof(QueueKillTests),
        typeof(WorkspaceKillTests),
        typeof(TaskStormTests),
        typeof(SessionKillTests),
        typeof(OutsideServerFaultTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Place(collection))];

    private static int Place(ITestCollection collection)
    {
        var at = Array.FindIndex(
            Longest,
            type => collection.TestCollectionDisplayName.Contains($" {type.FullName} ", StringComparison.Ordinal));
        return at < 0 ? Longest.Length : at;
    }
}
