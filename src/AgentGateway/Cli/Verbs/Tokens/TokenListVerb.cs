using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tokens;

/// <summary><c>agw token list</c>: the further tokens and their rights.</summary>
internal static class TokenListVerb
{
    public static Command Create() => VerbContext.Command("list", "List the further tokens with their rights, never the tokens themselves.",
        (context, _) => context.AskAsync("token_list", [], answer =>
            Screen.Table(["TOKEN", "NAME", "APPROVES", "AGENT", "MADE", "EXPIRES", "REVOKED"], Show.List(answer, "tokens").Select(token => (string[])
            [
                Show.Text(token, "id"), Show.Text(token, "name"), Show.Text(token, "approve"), Show.Text(token, "agent"),
                Show.Time(token, "created_at"), Show.Time(token, "expires_at"), Show.Time(token, "revoked_at"),
            ]))));
}
