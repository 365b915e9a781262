using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals.Tools;

/// <summary><c>question_answer</c>.</summary>
public sealed class QuestionAnswerTool(QuestionService questions) : Tool<QuestionEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Question = ToolArgument.Text(
        "question_id", "Id of the question (qst_…), as question_list gave it.").Required();

    private static readonly ToolArgument<string> AnswerText = ToolArgument.Text(
        "answer", "The answer; where there are options, one of them, or its number from 1.").Required();

    public static readonly ToolDeclaration<QuestionEnvelope> Declaration = new()
    {
        Name = "question_answer",
        Title = "Answer a question",
        Description =
            "Answers a question of an agent in your user's name: give what your user said, not what you would say. "
            + "The first answer counts; the agent goes on with it. An agent cannot answer, itself or another.",
        Toolset = Toolsets.Approvals,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R0,
        Arguments = [Question, AnswerText],
        Result = () => ViewJson.Plain.QuestionEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await questions.AnswerAsync(
            request.Caller, arguments.Required(Question), arguments.Required(AnswerText), cancellationToken));
}
