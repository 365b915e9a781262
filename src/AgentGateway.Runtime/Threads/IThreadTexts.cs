using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// What a capability keeps of a thread beside the thread's own events, such as its tasks. Each capability registers its
/// own.
/// </summary>
public interface IThreadTexts
{
    /// <summary>Erases it for good, because the thread was deleted. It may be repeated.</summary>
    Task EraseAsync(ThreadId thread, CancellationToken cancellationToken);
}
