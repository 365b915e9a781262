using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Approvals;

/// <summary>Who decides, with the rights that the daemon established; nothing that a caller claims counts.</summary>
/// <param name="UpTo">The highest risk that may be approved; null: none.</param>
/// <param name="Agent">The agent that everything of this principal is authored by: an agent never approves.</param>
/// <param name="Local">The person at the local command line, who alone decides on R4.</param>
/// <param name="Elicited">A person answered in an MCP client's own dialogue: once or deny, nothing that lasts.</param>
/// <param name="Inside">Its process descends from the daemon or runs in a session: it is no person.</param>
public sealed record Approver(
    string Name, RiskClass? UpTo, string? Agent = null, bool Local = false, bool Elicited = false,
    bool Inside = false);
