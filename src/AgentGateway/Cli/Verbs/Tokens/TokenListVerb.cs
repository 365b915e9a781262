using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tokens;

/// <summary><c>agw token list</c>: the further tokens and their rights.</summary>
internal static class TokenListVerb
{
    public static Command Create() => VerbContext.Command("list",
        """
        List the further tokens with their rights, never the tokens themselves.

        Example:
          agw token list
        """,
        (context, _) => context.ShowAsync(DaemonCalls.TokenList, [], answer => Screen.Table(
            ["TOKEN", "NAME", "APPROVES", "AGENT", "MADE", "EXPIRES", "REVOKED"],
            answer.Tokens.Select(token => (string?[])
            [
                token.Id, token.Name, token.Approve, token.Agent,
                Show.When(token.CreatedAt), Show.When(token.ExpiresAt), Show.When(token.RevokedAt),
            ]),
            "No further tokens. Make one: agw token create NAME --approve R2")));
}
