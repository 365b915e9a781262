using System.CommandLine;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw questions</c>: the questions of agents.</summary>
internal static class QuestionsVerb
{
    public static Command Create()
    {
        var states = new ListedStates(QuestionListTool.Declaration);
        var command = new ToolVerb<QuestionListView>(QuestionListTool.Declaration, "questions",
            """
            List the questions of agents that wait for an answer, newest first, or with --all also those that have
            ended. A turn that asked waits for the answer, also through a restart.

            Examples:
              agw questions                          what agents want to know now
              agw answer qst_… "use the second one"
            """)
        {
            Arguments = [ListedStates.Argument],
            Options = states.Options,
            Complete = states.Complete,
            Show = (answer, parsed) => Print(answer, states.Wanted(parsed)),
        }.Create();
        command.Validators.Add(states.Validate);
        return command;
    }

    private static void Print(QuestionListView answer, string? state)
    {
        foreach (var question in answer.Questions) Screen.Line(QuestionText.Of(question));
        if (answer.Questions.Count == 0)
            Screen.Line(state switch
            {
                "pending" => "Nothing waits for an answer.",
                null => "There are no questions.",
                _ => $"There are no questions that are {state}.",
            });
        ListedStates.More(answer.NextCursor, "questions", state);
    }
}
