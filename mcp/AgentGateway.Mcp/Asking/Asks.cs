using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Mcp.Asking;

/// <summary>What people are asked, as far as the MCP server has to do with it.</summary>
public sealed record Asks(ApprovalService Approvals, QuestionService Questions);
