using System.Globalization;
using AgentGateway.Domain;

namespace AgentGateway.Runtime.Approvals;

/// <summary>The refusals of the passphrase, together so that a code always has the same sentence.</summary>
public static class PassphraseRejections
{
    public static readonly Rejection Required = new(
        "passphrase_required", "Approving takes the passphrase of this gateway.",
        "Run it at a terminal, where the passphrase is asked for: agw approve ID.");

    public static readonly Rejection AtTerminal = new(
        "passphrase_required", "Approving takes the passphrase of this gateway, which is asked for at a terminal only.",
        "Open `agw approve ID` at a terminal. An approver of another kind is named in the setting Approvals:Approvers.");

    public static readonly Rejection NotSet = new(
        "passphrase_not_set", "The setting Approvals:Confirm asks for a passphrase, and none has been set.",
        "Set it at a terminal: agw approvals passphrase.");

    public static readonly Rejection NoTerminal = new(
        "not_a_terminal", "This process has no terminal, and the passphrase is asked for at one only.",
        "Run it by hand, in a terminal of your own.");

    public static readonly Rejection Wrong = new(
        "passphrase_wrong", "That is not the passphrase.", "Try again; each wrong one takes longer to be refused.");

    public static readonly Rejection Busy = new(
        "passphrase_busy", "Another passphrase is being checked.", "Try again in a moment.");

    public static Rejection Locked(TimeSpan left) => new(
        "passphrase_locked",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Too many wrong passphrases were given; none is checked for {Math.Ceiling(left.TotalMinutes)} minutes."),
        "Wait that long. Where it was forgotten: stop the daemon, remove the file approvals-passphrase from the data "
            + "directory, start it and set another.");

    public static Rejection Length(int min, int max) => new(
        "passphrase_length",
        string.Create(CultureInfo.InvariantCulture, $"A passphrase has {min} to {max} characters."),
        "Choose a few words.");

    public static Rejection Unusable(string reason) => new(
        "passphrase_unusable", $"The passphrase cannot be read or stored: {reason}",
        "Look at the file approvals-passphrase in the data directory.");
}
