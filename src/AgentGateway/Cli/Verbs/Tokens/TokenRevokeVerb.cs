using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tokens;

/// <summary><c>agw token revoke TOKEN</c>: ends it, and the connections that show it.</summary>
internal static class TokenRevokeVerb
{
    public static Command Create()
    {
        var token = new Argument<string>("TOKEN") { Description = "The token's id (tok_…) or name" };
        var command = VerbContext.Command("revoke",
            """
            End a token. Its connections are closed.

            Example:
              agw token revoke phone
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.TokenRevoke,
                Arguments.Of(("token", parsed.GetValue(token))),
                answer => Screen.Aside($"{answer.Token.Name} opens nothing any more.")));
        command.Add(token);
        return command;
    }
}
