namespace AgentGateway.Runtime.Approvals;

/// <summary>A page of a list of requests, newest first.</summary>
internal sealed record RequestPage<TRequest>(IReadOnlyList<TRequest> Requests, string? NextCursor);
