using System.CommandLine;
using AgentGateway.Domain;
using AgentGateway.Posix;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw approvals passphrase</c>: sets the passphrase that approving takes, or changes it.</summary>
internal static class PassphraseVerb
{
    private static readonly Rejection Different = new(
        "passphrase_length", "The two passphrases are not the same, so nothing was changed.", "Try again.");

    public static Command Create() => VerbContext.Command("passphrase",
        """
        Set the passphrase that `agw approve` asks for where the setting Approvals:Confirm is "passphrase", or change
        it. It is typed at this terminal and not shown. Another process of your user can then approve nothing.

        Example:
          agw approvals passphrase
        """,
        async (context, _) =>
        {
            if (HiddenInput.Read("New passphrase: ") is not { } next)
                return context.Refuse(PassphraseRejections.NoTerminal);
            if (HiddenInput.Read("The same again: ") != next) return context.Refuse(Different);
            var connected = await context.ConnectAsync();
            if (connected.IsRejected(out var refused)) return context.Refuse(refused);
            using var client = connected.Value;
            var answer = await SetAsync(client, next, null, context.CancellationToken);
            if (answer.IsRejected(out refused) && PassphrasePrompt.IsWantedBy(refused))
                answer = await SetAsync(
                    client, next, HiddenInput.Read("Present passphrase: ") ?? "", context.CancellationToken);
            if (answer.IsRejected(out refused)) return context.Refuse(refused);
            if (context.IsJson) Screen.Line(answer.Value);
            else Screen.Aside("The passphrase is set.");
            return ExitCodes.Done;
        });

    private static Task<Outcome<string>> SetAsync(
        ControlClient client, string next, string? present, CancellationToken cancellationToken) =>
        client.CallAsync(
            DaemonCalls.PassphraseSet.Name, Arguments.Of(
                ("next", next), ("present", present)), null, cancellationToken);
}
