using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// The approvals without a decision, by requester, so that one requester cannot bury the approvals of all
/// others under its own. Safe for several threads.
/// </summary>
internal sealed class PendingApprovals(ApprovalOptions options) : ICommitSubscriber<Approval>
{
    private readonly Lock _changing = new();
    private readonly Dictionary<ApprovalId, string> _requesters = [];

    public int Count
    {
        get
        {
            lock (_changing) return _requesters.Count;
        }
    }

    /// <summary>Counts an approval that was pending at the start.</summary>
    public void Add(Approval approval)
    {
        lock (_changing) _requesters[approval.Id] = NameOf(approval.Requester!);
    }

    /// <summary>Takes a place for an approval that is about to be asked for; false where there is none left.</summary>
    /// <param name="replaced">One of the same call that is withdrawn as soon as the new one stands.</param>
    public bool TryAdd(ApprovalId id, Requester requester, ApprovalId? replaced)
    {
        var name = NameOf(requester);
        lock (_changing)
        {
            var pending = _requesters.Count(pair => pair.Value == name && pair.Key != replaced);
            return pending < options.PendingMax && _requesters.TryAdd(id, name);
        }
    }

    public void Remove(ApprovalId id)
    {
        lock (_changing) _requesters.Remove(id);
    }

    public void Committed(Receipt<Approval> receipt)
    {
        if (receipt.State.State != ApprovalState.Pending) Remove(receipt.State.Id);
    }

    /// <summary>
    /// The agent; of a direct call the principal, whom the key of such a call begins with. The names that clients give
    /// themselves do not count, since one client may give many.
    /// </summary>
    public static string NameOf(Requester requester) =>
        requester.CallKey.Split('/') is ["direct", var principal, ..] ? principal
        : ClientName.IsClient(requester.Agent) ? ClientName.Any
        : requester.Agent;
}
