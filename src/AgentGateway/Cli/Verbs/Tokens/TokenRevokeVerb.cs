using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tokens;

/// <summary><c>agw token revoke TOKEN</c>: it opens nothing any more.</summary>
internal static class TokenRevokeVerb
{
    public static Command Create()
    {
        var token = new Argument<string>("TOKEN") { Description = "The token's id (tok_…) or name" };
        var command = VerbContext.Command("revoke", "End a token. Whatever is connected with it is cut off.",
            (context, parsed) => context.AskAsync("token_revoke", Arguments.Of(("token", parsed.GetValue(token))),
                answer => Screen.Aside($"{Show.Text(answer.GetProperty("token"), "name")} opens nothing any more.")));
        command.Add(token);
        return command;
    }
}
