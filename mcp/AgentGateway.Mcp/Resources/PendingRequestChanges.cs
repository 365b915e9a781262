using System.Runtime.CompilerServices;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Mcp.Resources;

/// <summary>
/// Changes of approvals and questions: of each one, and of the list that has it.
/// </summary>
public sealed class PendingRequestChanges(ApprovalService approvals) : IResourceChanges
{
    public async IAsyncEnumerable<ResourceChange> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in approvals.ChangesAsync(cancellationToken))
        {
            var isApproval = change.Id.Approval is not null;
            yield return ResourceChange.Updated(
                isApproval ? ResourceUris.Approval(change.Id.Value) : ResourceUris.Question(change.Id.Value));
            if (isApproval || change.Missed) yield return ResourceChange.Updated(ResourceUris.Approvals);
            if (!isApproval || change.Missed) yield return ResourceChange.Updated(ResourceUris.Questions);
        }
    }
}
