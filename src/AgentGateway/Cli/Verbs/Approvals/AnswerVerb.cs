using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw answer ID TEXT</c>: answers a question.</summary>
internal static class AnswerVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The question's id (qst_…), as agw questions lists it" };
        var text = new Argument<string[]>("TEXT") { Description = "The answer; where there are options, one of them", Arity = ArgumentArity.OneOrMore };
        var command = VerbContext.Command("answer", 
            """
            Answer a question of an agent. The first answer counts.

            Example:
              agw questions --state pending      what is asked, and under which id
              agw answer qst_… "the second one"
            """,
            (context, parsed) => context.AskAsync("question_answer",
                Arguments.Of(("question_id", parsed.GetValue(id)), ("answer", string.Join(' ', parsed.GetValue(text)!))),
                answer => Screen.Line($"{Show.Text(answer.GetProperty("question"), "id")} {Show.Text(answer.GetProperty("question"), "state")}")));
        command.Add(id);
        command.Add(text);
        return command;
    }
}
