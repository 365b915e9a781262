using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Policy;

/// <summary><c>agw policy revoke RULE</c>: from now on a person is asked again.</summary>
internal static class PolicyRevokeVerb
{
    public static Command Create()
    {
        var rule = new Argument<string>("RULE") { Description = "The rule's id (rul_…), as agw policy list shows it" };
        var command = VerbContext.Command("revoke",
            """
            End a rule that an approval left behind. Rules in policy.yaml are ended by deleting them there.

            Example:
              agw policy revoke rul_…
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.PolicyRevoke,
                Arguments.Of(("rule_id", parsed.GetValue(rule))),
                answer => Screen.Aside($"{answer.Rule.Id} holds no more.")));
        command.Add(rule);
        return command;
    }
}
