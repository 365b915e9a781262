using System.Collections.Immutable;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Waits;

/// <summary>Tasks whose ends are waited for.</summary>
/// <param name="Any">One of them is enough.</param>
public sealed record WaitedTasks(ImmutableArray<TaskId> Ids, bool Any = false);
