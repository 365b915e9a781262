using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Secrets;

/// <summary><c>agw secret list</c>: names and when they were set.</summary>
internal static class SecretListVerb
{
    public static Command Create() => VerbContext.Command("list",
        """
        List the secrets: their names and when they were set, never their values.

        Example:
          agw secret list
        """,
        (context, _) => context.ShowAsync(DaemonCalls.SecretList, [], answer => Screen.Table(
            ["NAME", "SET"],
            answer.Secrets.Select(secret => (string[])[secret.Name, Show.When(secret.SetAt)]),
            "No secrets. Store one: agw secret set NAME")));
}
