using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Secrets;

/// <summary><c>agw secret list</c>: names and when they were set.</summary>
internal static class SecretListVerb
{
    public static Command Create() => VerbContext.Command("list", "List the secrets: their names and when they were set, never their values.",
        (context, _) => context.AskAsync("secret_list", [], answer =>
            Screen.Table(["NAME", "SET"], Show.List(answer, "secrets").Select(secret => (IReadOnlyList<string>)[Show.Text(secret, "name"), Show.Time(secret, "set_at")]))));
}
