using AgentGateway.Mcp.Asking;
using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>question_answer</c>.</summary>
internal sealed class QuestionAnswerTool(Asks asks) : CheckedTool<QuestionEnvelope>(
    "question_answer",
    "Answer a question",
    "Answers a question of an agent in your user's name: give what your user said, not what you would say. The first answer counts; the agent goes on with it. "
    + "An agent cannot answer, itself or another.",
    ToolConduct.Adds,
    [Question, AnswerText],
    ViewJson.Plain.QuestionEnvelope)
{
    private static readonly ToolArgument Question = ToolArgument.Text("question_id", "Id of the question (qst_…), as question_list gave it.").Required();
    private static readonly ToolArgument AnswerText = ToolArgument.Text("answer", "The answer; where there are options, one of them, or its number from 1.").Required();

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await asks.Questions.AnswerAsync(caller, arguments.Required(Question), arguments.Required(AnswerText), cancellationToken));
}
