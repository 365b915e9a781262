using System.CommandLine;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw answer ID TEXT</c>: answers a question.</summary>
internal static class AnswerVerb
{
    public static Command Create() => new ToolVerb<QuestionEnvelope>(QuestionAnswerTool.Declaration, "answer",
        """
        Answer a question of an agent. The first answer counts.

        Example:
          agw questions --state pending      what is asked, and under which id
          agw answer qst_… "the second one"
        """)
    {
        Arguments =
        [
            VerbArgument.At("question_id", "ID", "The question's id (qst_…), as agw questions lists it"),
            VerbArgument.Text("answer", "TEXT", "The answer; where there are options, one of them"),
        ],
        Show = (answer, _) => Screen.Line($"{answer.Question.Id} {answer.Question.State}"),
    }.Create();
}
