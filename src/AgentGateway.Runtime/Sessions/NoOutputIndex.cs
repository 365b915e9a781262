using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>For gateways without search: all output counts as indexed, and nothing is found.</summary>
internal sealed class NoOutputIndex : IOutputIndex
{
    public ValueTask<long> IndexedToAsync(SessionId session, CancellationToken cancellationToken) => new(long.MaxValue);

    public ValueTask AppendAsync(
        IndexedSession session, IReadOnlyList<OutputLine> lines, long to, CancellationToken cancellationToken) =>
            default;

    public ValueTask TrimAsync(SessionId session, long before, CancellationToken cancellationToken) => default;

    public ValueTask RemoveAsync(SessionId session, CancellationToken cancellationToken) => default;

    public ValueTask<IReadOnlyList<OutputHit>> SearchAsync(
        OutputQuery query, CancellationToken cancellationToken) => new([]);
}
