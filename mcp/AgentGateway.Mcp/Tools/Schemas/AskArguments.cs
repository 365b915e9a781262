namespace AgentGateway.Mcp.Tools.Schemas;

/// <summary>Arguments that mean the same wherever approvals and questions are spoken of.</summary>
internal static class AskArguments
{
    public static readonly ToolArgument Approval = ToolArgument.Text("approval_id", "Id of the approval (apr_…), as approval_list or a refusal gave it.").Required();

    public static readonly ToolArgument Limit = ToolArgument.Number("limit", "At most so many; more than 500 counts as 500.", minimum: 1, standard: 100);

    public static readonly ToolArgument Cursor = ToolArgument.Text("cursor", "next_cursor of the page before; absent for the newest.");
}
