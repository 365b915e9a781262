using System.Runtime.CompilerServices;
using AgentGateway.Domain.Ids;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Mcp.Resources;

/// <summary>
/// Approvals and questions that are asked, decided, answered or end: told for each and for the list that it stands in.
/// </summary>
public sealed class AskChanges(ApprovalService approvals) : IResourceChanges
{
    public async IAsyncEnumerable<ResourceChange> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in approvals.ChangesAsync(cancellationToken))
        {
            var isApproval = PrefixedId.Is<ApprovalId>(change.Id);
            yield return ResourceChange.Updated(
                isApproval ? ResourceUris.Approval(change.Id) : ResourceUris.Question(change.Id));
            if (isApproval || change.Missed) yield return ResourceChange.Updated(ResourceUris.Approvals);
            if (!isApproval || change.Missed) yield return ResourceChange.Updated(ResourceUris.Questions);
        }
    }
}
