using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Principals;

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

    /// <summary>How an approver shows that they are the person.</summary>
    public ConfirmationKind Confirm { get; set; }

    /// <summary>How long a passphrase is remembered for its terminal, in minutes.</summary>
    public double ConfirmMinutes { get; set; } = 5;

    /// <summary>
    /// Further approvers, by the names of their principals, and the highest risk that each may approve, without the
    /// passphrase.
    /// </summary>
    public Dictionary<string, RiskClass> Approvers { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The right that the settings give a principal; null for none. The default token has none, because a model speaks
    /// there, and the local command line needs none.
    /// </summary>
    public RiskClass? RightOf(Principal principal) =>
        !principal.IsLocal
        && principal.Agent is null
        && principal.Name != Principal.Client.Name
        && Approvers.TryGetValue(principal.Name, out var right)
            ? right
            : null;

    /// <summary>
    /// When no cards are sent to chats: <c>22:00-07:00 Europe/Berlin</c>. They are sent afterwards. Empty for never.
    /// </summary>
    public string? Quiet { get; set; }

    public TimeSpan TimeFor(RiskClass risk) => TimeSpan.FromMinutes(risk >= RiskClass.R3 ? MinutesR3 : Minutes);
}
