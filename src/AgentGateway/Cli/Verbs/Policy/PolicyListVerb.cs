using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Policy;

/// <summary><c>agw policy list</c>: all rules.</summary>
internal static class PolicyListVerb
{
    public static Command Create() => VerbContext.Command("list",
        "List the rules: those that are shipped, those that you wrote, and those that approvals left behind. The most specific decides, and a denial wins.",
        (context, _) => context.AskAsync("policy_list", [], answer =>
        {
            Screen.Table(["RULE", "SOURCE", "SAYS", "AGENT", "TOOL", "ABOUT", "THREAD", "STATE"], Show.List(answer, "rules").Select(rule => (string[])
            [
                Show.Text(rule, "id"), Show.Text(rule, "source"), Show.Text(rule, "decision"), Show.Text(rule, "agent"), Show.Text(rule, "tool"),
                Show.Text(rule, "pattern"), Show.Text(rule, "thread_id"),
                Show.Time(rule, "revoked_at") is { Length: > 0 } at ? $"revoked {at}" : "",
            ]));
            Screen.Aside("Where no rule says otherwise, R0 and R1 are allowed, R2 and R3 are asked about, and R4 is for this command line alone.");
            if (Show.Text(answer, "broken") is { Length: > 0 } broken)
                Screen.Aside($"Your rules cannot be read ({broken}); until then people are asked about everything that one might forbid.");
        }));
}
