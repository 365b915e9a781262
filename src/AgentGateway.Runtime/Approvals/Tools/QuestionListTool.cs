using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals.Tools;

/// <summary><c>question_list</c>.</summary>
public sealed class QuestionListTool(QuestionService questions) : Tool<QuestionListView>(Declaration)
{
    private static readonly ToolArgument<string> State = ToolArgument.Choice(
        "state", "Only those in that state; absent for all.", "pending", "answered", "expired", "cancelled");

    public static readonly ToolDeclaration<QuestionListView> Declaration = new()
    {
        Name = "question_list",
        Title = "List questions",
        Description =
            "Lists what agents want to know from a person, newest first: the text, the answers to choose from if "
            + "any, who asks, until when, what counts when no answer comes, and the answer. The turn or the task that "
            + "asked waits for it.",
        Toolset = Toolsets.Approvals,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [State, ApprovalToolArguments.Limit, ApprovalToolArguments.Cursor],
        Result = () => ViewJson.Plain.QuestionListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await questions.ListAsync(ApprovalToolArguments.List(arguments, State), cancellationToken));
}
