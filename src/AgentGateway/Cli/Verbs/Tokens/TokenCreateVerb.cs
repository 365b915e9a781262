using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tokens;

/// <summary><c>agw token create NAME</c>: a further token, with rights of its own.</summary>
internal static class TokenCreateVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description = "The name under which its holder is shown wherever it did something",
        };
        var approve = new Option<string>("--approve")
        {
            Description = "Its holder may approve up to this risk: R0, R1, R2 or R3 [default: nothing]",
            HelpName = "RISK",
        };
        var agent = new Option<string>("--agent")
        {
            Description = "Everything under it is authored by this agent, which never approves", HelpName = "ID",
        };
        var expires = new Option<double?>("--expires")
        {
            Description = "It holds for so many days [default: until it is revoked]", HelpName = "DAYS",
        };
        var command = VerbContext.Command("create",
            """
            Make a token and print it. It is shown this once and stored nowhere.

            Examples:
              agw token create phone --approve R2 --expires 30     for a person who approves from elsewhere
              agw token create ci --agent svarog                   for a program that works as an agent
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.TokenCreate,
                Arguments.Of(
                    ("name",
                        parsed.GetValue(name)), ("approve",
                            parsed.GetValue(approve)), ("agent", parsed.GetValue(agent)),
                    ("expires_days", parsed.GetValue(expires))),
                answer =>
                {
                    Screen.Line(answer.Secret);
                    Screen.Aside(
                        $"{answer.Token.Id}: this is the only time that it is shown. Clients send it as "
                            + "Authorization: Bearer TOKEN.");
                    if (parsed.GetValue(agent) is not null && parsed.GetValue(approve) is not null)
                        Screen.Aside("An agent never approves, so --approve gives this token nothing.");
                }));
        command.Add(name);
        foreach (var option in (Option[])[approve, agent, expires]) command.Add(option);
        return command;
    }
}
