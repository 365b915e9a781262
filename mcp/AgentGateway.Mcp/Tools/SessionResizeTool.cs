using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_resize</c>.</summary>
internal sealed class SessionResizeTool(SessionService sessions) : CheckedTool<SessionEnvelope>(
    "session_resize",
    "Resize a terminal",
    "Gives a session's terminal another size; its program is told, and the screen is laid out anew. A taller one shows more of a long list at once.",
    ToolConduct.Idempotent,
    [SessionArguments.Session, Columns, Rows],
    ViewJson.Plain.SessionEnvelope)
{
    private static readonly ToolArgument Columns = ToolArgument.Number("columns", "The new width.", minimum: 1).Required();
    private static readonly ToolArgument Rows = ToolArgument.Number("rows", "The new height.", minimum: 1).Required();

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.ResizeAsync(
            caller, arguments.Required(SessionArguments.Session), arguments.Number(Columns)!.Value, arguments.Number(Rows)!.Value, cancellationToken));
}
