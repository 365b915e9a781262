using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Approvals;

/// <summary>How people are asked: the settings <c>Approvals</c>.</summary>
public sealed class ApprovalOptions
{
    /// <summary>How long there is to decide or to answer, in minutes.</summary>
    public double Minutes { get; set; } = 30;

    /// <summary>The same where the risk is R3 or higher.</summary>
    public double MinutesR3 { get; set; } = 10;

    /// <summary>
    /// The highest risk that a person may approve in the dialogue of an MCP client that holds the default token.
    /// </summary>
    public RiskClass ElicitationMax { get; set; } = RiskClass.R2;

    /// <summary>How many approvals of one agent or client may be pending at once.</summary>
    public int PendingMax { get; set; } = 20;

    public TimeSpan TimeFor(RiskClass risk) => TimeSpan.FromMinutes(risk >= RiskClass.R3 ? MinutesR3 : Minutes);
}
