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
            "Answers a question of an agent, for a caller whom the question names as one that may answer, or whose "
            + "token has an approver right. Others are refused (not_allowed): tell your user, who answers with "
            + "agw answer ID TEXT or in a dialogue of this client. The first answer counts.",
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
