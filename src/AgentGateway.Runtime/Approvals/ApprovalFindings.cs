using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.Approvals;

/// <summary>What doctor tells of how the person is told from other processes of the same user.</summary>
internal sealed class ApprovalFindings(PassphraseService passphrase) : IFindingSource
{
    private const string Check = "approvals";

    public IEnumerable<Finding> Find()
    {
        if (!passphrase.IsRequired)
            yield return Finding.Ok(
                Check,
                "No process that the gateway started can approve. Another process of your user can, because the setting "
                + "Approvals:Confirm is none.");
        else if (!passphrase.IsSet)
            yield return Finding.Warn(
                Check,
                "The setting Approvals:Confirm asks for a passphrase, and none has been set: nothing can be approved.",
                "Set it at a terminal: agw approvals passphrase.");
        else
            yield return Finding.Ok(Check, "Approving takes the passphrase, which is asked for at a terminal.");
    }
}
