using AgentGateway.Domain;
using AgentGateway.Posix;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Cli;

/// <summary>
/// Asks the person for the passphrase where a call was refused for want of it. The daemon remembers it for this terminal.
/// </summary>
internal static class PassphrasePrompt
{
    private const int TriesMax = 3;

    /// <summary>Whether a call is worth repeating after <see cref="ConfirmAsync"/>.</summary>
    public static bool IsWantedBy(Rejection rejection) => rejection.Code == PassphraseRejections.Required.Code;

    /// <returns>Null when the passphrase was given; else why not.</returns>
    public static async Task<Rejection?> ConfirmAsync(ControlClient client, CancellationToken cancellationToken)
    {
        var refused = PassphraseRejections.Required;
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (HiddenInput.Read("Passphrase: ") is not { } typed) return refused;
            var answer = await client.CallAsync(
                DaemonCalls.PassphraseConfirm.Name, Arguments.Of(("passphrase", typed)), null, cancellationToken);
            if (!answer.IsRejected(out refused)) return null;
            if (refused.Code != PassphraseRejections.Wrong.Code) return refused;
            Screen.Aside(refused.Message);
        }

        return refused;
    }
}
