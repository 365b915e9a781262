using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw questions</c>: what agents want to know.</summary>
internal static class QuestionsVerb
{
    public static Command Create()
    {
        var state = new Option<string>("--state") { Description = "pending, answered, expired or cancelled [default: all]", HelpName = "STATE" };
        state.AcceptOnlyFromAmong("pending", "answered", "expired", "cancelled");
        var command = VerbContext.Command("questions",
            """
            List the questions of agents, newest first. A turn that asked waits for the answer, also through a restart.

            Example:
              agw answer qst_… "use the second one"
            """,
            (context, parsed) => context.AskAsync("question_list", Arguments.Of(("state", parsed.GetValue(state))), answer =>
            {
                foreach (var question in Show.List(answer, "questions"))
                    Screen.Line(QuestionText.Of(question));
            }));
        command.Add(state);
        return command;
    }
}
