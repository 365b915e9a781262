using AgentGateway.Mcp.Asking;
using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>question_list</c>.</summary>
internal sealed class QuestionListTool(Asks asks) : CheckedTool<QuestionListView>(
    "question_list",
    "List questions",
    "Lists what agents want to know from a person, newest first: the text, the answers to choose from if any, who asks, until when, what counts when nobody "
    + "answers, and the answer. The turn or the task that asked waits for it.",
    ToolConduct.Reads,
    [State, AskArguments.Limit, AskArguments.Cursor],
    ViewJson.Plain.QuestionListView)
{
    private static readonly ToolArgument State = ToolArgument.Choice(
        "state", "Only those in that state; absent for all.", "pending", "answered", "expired", "cancelled");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await asks.Questions.ListAsync(
            new(arguments.Text(State), arguments.Number(AskArguments.Limit), arguments.Text(AskArguments.Cursor)), cancellationToken));
}
