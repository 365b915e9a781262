using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Secrets;

/// <summary><c>agw secret remove</c>: removes a secret.</summary>
internal static class SecretRemoveVerb
{
    public static Command Create()
    {
        var name = SecretVerbs.Name();
        var command = VerbContext.Command(
            "remove",
            """
            Forget a secret. Sessions that were given it keep it until they end.

            Example:
              agw secret remove GITHUB_TOKEN
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.SecretRemove,
                Arguments.Of(("name", parsed.GetValue(name))),
                answer => Screen.Aside($"{answer.Removed} is forgotten.")));
        command.Add(name);
        return command;
    }
}
