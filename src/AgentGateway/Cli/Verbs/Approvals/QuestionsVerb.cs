using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw questions</c>: what agents want to know.</summary>
internal static class QuestionsVerb
{
    public static Command Create()
    {
        var states = new ListedStates("pending", "answered", "expired", "cancelled");
        var command = VerbContext.Command("questions",
            """
            List the questions of agents that wait for an answer, newest first, or with --all also those that have ended. A turn that asked
            waits for the answer, also through a restart.

            Examples:
              agw questions                          what agents want to know now
              agw answer qst_… "use the second one"
            """,
            (context, parsed) => context.AskAsync("question_list", states.Arguments(parsed), answer => Print(answer, states.Wanted(parsed))));
        states.AddTo(command);
        return command;
    }

    private static void Print(JsonElement answer, string? state)
    {
        List<JsonElement> questions = [.. Show.List(answer, "questions")];
        foreach (var question in questions) Screen.Line(QuestionText.Of(question));
        if (questions.Count == 0) Screen.Line(state switch
        {
            "pending" => "Nothing waits for an answer.",
            null => "There are no questions.",
            _ => $"There are no questions that are {state}.",
        });
        ListedStates.More(answer, "questions", state);
    }
}
