using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>The services of the requests that people decide: approvals and questions.</summary>
public sealed record RequestServices(ApprovalService Approvals, QuestionService Questions);
