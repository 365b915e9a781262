using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Policy;

/// <summary><c>agw policy list</c>: all rules.</summary>
internal static class PolicyListVerb
{
    public static Command Create() => VerbContext.Command("list",
        """
        List the rules: those that are shipped, those that you wrote, and those that approvals left behind. The most
        specific decides, and a denial wins.

        Example:
          agw policy list
        """,
        (context, _) => context.ShowAsync(DaemonCalls.PolicyList, [], answer =>
        {
            Screen.Table(
                ["RULE", "SOURCE", "SAYS", "AGENT", "TOOL", "ABOUT", "THREAD", "STATE"],
                answer.Rules.Select(rule => (string?[])
                [
                    rule.Id, rule.Source, rule.Decision, rule.Agent, rule.Tool, rule.Pattern, rule.ThreadId,
                    rule.RevokedAt is { } at ? $"revoked {Show.When(at)}" : "",
                ]),
                "No rules. What would be decided without any: agw policy test svarog run_command '{}'");
            Screen.Aside(
                "Where no rule says otherwise, R0 and R1 are allowed, R2 and R3 are asked about, and R4 is for this "
                    + "command line alone.");
            if (answer.Broken is { Length: > 0 } broken)
                Screen.Aside(
                    $"Your rules cannot be read ({broken}); until then people are asked about everything that one "
                        + "might forbid.");
        }));
}
