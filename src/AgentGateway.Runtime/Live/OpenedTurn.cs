using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Live;

/// <summary>
/// An open turn as this process saw it begin, so that running it and waiting for it need not read what was just
/// written. A turn that was open before the daemon started is not here, and is read.
/// </summary>
/// <param name="Questions">The messages that it answers, as far as they were given with it.</param>
internal sealed record OpenedTurn(ThreadId Thread, AgentId Agent, TurnStatus Status, IReadOnlyList<Message> Questions)
{
    /// <summary>What goes on meanwhile, such as <c>retrying, 2 of 4: …</c>; null where nothing is to be said.</summary>
    public string? Note { get; init; }
}
