using System.CommandLine;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Policy;

/// <summary><c>agw policy test AGENT TOOL JSON</c>: what would be decided about a call.</summary>
internal static class PolicyTestVerb
{
    public static Command Create()
    {
        var agent = new Argument<string>("AGENT")
        {
            Description = "An agent's id, client for a direct call of an MCP client, or client:NAME for a certain one",
        };
        var tool = new Argument<string>("TOOL") { Description = "The tool's name" };
        var arguments = new Argument<string>("JSON")
        {
            Description = "Its arguments, an object",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var workspace = new Option<string>("--workspace")
        {
            Description = "The directory that the agent would work in [default: this one]", HelpName = "DIR",
        };
        var command = VerbContext.Command("test",
            """
            Say what would be decided about a call: allow, ask or deny, then the rule and why. Nothing runs, and no
            person is asked.

            Examples:
              agw policy test svarog run_command '{"command":"git push"}'
              agw policy test weles write_file '{"path":"notes.md","content":"…"}'
              agw policy test client session_run '{"command":"make"}'          what an MCP client calls itself
              agw policy test client:claude-code session_run '{"command":"make"}'
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.PolicyTest,
                Arguments.Of(
                    ("agent",
                        parsed.GetValue(agent)), ("tool",
                            parsed.GetValue(tool)), ("arguments", parsed.GetValue(arguments)),
                    ("workspace", parsed.GetValue(workspace) is { } directory ? Path.GetFullPath(directory) : null)),
                Print));
        command.Add(agent);
        command.Add(tool);
        command.Add(arguments);
        command.Add(workspace);
        return command;
    }

    private static void Print(JudgementView judgement)
    {
        Screen.Line(judgement.Decision);
        Screen.Line($"rule  {judgement.Rule}");
        Screen.Line($"why   {judgement.Why}");
        Screen.Line($"risk  {judgement.Risk}");
        foreach (var fact in judgement.Facts) Screen.Line($"fact  {fact}");
    }
}
