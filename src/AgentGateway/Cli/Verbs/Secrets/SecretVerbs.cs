using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Secrets;

/// <summary><c>agw secret …</c>: values that sessions are given by name.</summary>
internal static class SecretVerbs
{
    public static Argument<string> Name() =>
        new("NAME") { Description = "The secret's name: letters, digits, _, - and ." };

    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("secret",
            """
            Keep secrets for sessions. A session is given one by its name, and no answer, log or list ever shows the
            value.

            Examples:
              agw secret set GITHUB_TOKEN                                    asks for the value and does not show it
              gh auth token | agw secret set GITHUB_TOKEN                    takes it from another program
              agw session create --secret GITHUB_TOKEN -- gh pr list         gives it to a session
            """),
        words,
        new("set", SecretSetVerb.Create),
        new("list", SecretListVerb.Create),
        new("remove", SecretRemoveVerb.Create));
}
