namespace AgentGateway.Runtime.Approvals;

// What front ends send: unchecked text from outside. The services check it.

/// <param name="State">pending, approved, denied, expired or cancelled; null for all.</param>
public sealed record ListRequests(string? State = null, int? Limit = null, string? Cursor = null);

/// <param name="Decision">once, session, always or deny.</param>
/// <param name="Reason">For a deny: what the agent is told.</param>
public sealed record ResolveApproval(string ApprovalId, string Decision, string? Reason = null);
