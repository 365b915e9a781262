using System.CommandLine;
using AgentGateway.Data;

namespace AgentGateway.Cli.Verbs.Tokens;

/// <summary>
/// <c>agw token</c>: the bearer token for HTTP clients, and nothing else. Below it, further tokens with rights of their
/// own.
/// </summary>
internal static class TokenVerb
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        Default(),
        words,
        new("create", TokenCreateVerb.Create),
        new("list", TokenListVerb.Create),
        new("revoke", TokenRevokeVerb.Create));

    private static Command Default() => VerbContext.Command("token",
        """
        Print the bearer token with which programs use the daemon over HTTP. It is made where there is none yet. A
        program that has it cannot approve anything. `agw token create` makes tokens with other rights.

        Example:
          curl -H "Authorization: Bearer $(agw token)" http://127.0.0.1:7171/events
        """,
        (context, _) =>
        {
            try
            {
                context.Data.Create();
                var token = TokenFile.ReadOrCreate(context.Data);
                if (token.IsRejected(out var rejection)) return Task.FromResult(context.Refuse(rejection));
                Screen.Line(context.IsJson ? $$"""{"token":"{{token.Value}}"}""" : token.Value);
                return Task.FromResult(ExitCodes.Done);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return Task.FromResult(context.Refuse(new(
                    "data_directory_unusable",
                    $"The data directory {context.Data.Path} cannot be used: {failure.Message}",
                    "Name another with --data or AGW_DATA.")));
            }
        },
        needsDaemon: false);
}
