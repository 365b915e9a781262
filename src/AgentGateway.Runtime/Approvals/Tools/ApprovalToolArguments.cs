using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Approvals.Tools;

/// <summary>Arguments that mean the same wherever approvals and questions are spoken of.</summary>
internal static class ApprovalToolArguments
{
    public static readonly ToolArgument<string> Approval = ToolArgument.Text(
        "approval_id", "Id of the approval, as approval_list or a refusal gave it.").Required();

    public static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "At most 500.", minimum: 1, standard: 100);

    public static readonly ToolArgument<string> Cursor = ToolArgument.Text(
        "cursor", "next_cursor of the page before.");

    /// <summary>What a list tool of approvals or questions was asked for.</summary>
    public static ListRequests List(CallArguments arguments, ToolArgument<string> state) =>
        new(arguments.Text(state), arguments.Number(Limit), arguments.Text(Cursor));
}
