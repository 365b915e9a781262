namespace AgentGateway.Runtime.Approvals;

/// <summary>How an approver shows that they are the person, and not another process of the same user.</summary>
public enum ConfirmationKind
{
    /// <summary>Not at all: the way of connecting alone counts.</summary>
    None,

    /// <summary>By a passphrase, which is asked for at a terminal.</summary>
    Passphrase,
}
