using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage;

/// <summary>The storage that is open, and whether its journal is sound.</summary>
internal sealed class StorageFindings(IStore store) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
    [
        Finding.Ok("sqlite", store.Engine),
        store.Damage is { } damage
            ? Finding.Fail("journal", damage.Message, damage.Hint)
            : Finding.Ok("journal", $"{store.Journal.Id}, position {store.Journal.LastPosition}"),
    ];
}
