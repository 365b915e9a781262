using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Questions;

namespace AgentGateway.Mcp.Asking;

/// <summary>What people are asked, as far as this door has to do with it.</summary>
public sealed record Asks(ApprovalService Approvals, QuestionService Questions, PermissionPrompts Prompts);
