using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tokens;

/// <summary><c>agw token list</c>: the further tokens and their rights.</summary>
internal static class TokenListVerb
{
    public static Command Create() => VerbContext.Command("list",
        "List the further tokens with their rights, never the tokens themselves.",
        (context, _) => context.ShowAsync(DaemonCalls.TokenList, [], answer => Screen.Table(
            ["TOKEN", "NAME", "APPROVES", "AGENT", "MADE", "EXPIRES", "REVOKED"],
            answer.Tokens.Select(token => (string?[])
            [
                token.Id, token.Name, token.Approve, token.Agent,
                Show.Time(token.CreatedAt), Show.Time(token.ExpiresAt), Show.Time(token.RevokedAt),
            ]))));
}
