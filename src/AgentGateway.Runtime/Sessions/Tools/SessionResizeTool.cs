using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_resize</c>.</summary>
public sealed class SessionResizeTool(SessionService sessions) : Tool<SessionEnvelope>(Declaration)
{
    private static readonly ToolArgument<int> Columns = ToolArgument.Number(
        "columns", "The new width.", minimum: 1).Required();

    private static readonly ToolArgument<int> Rows = ToolArgument.Number(
        "rows", "The new height.", minimum: 1).Required();

    public static readonly ToolDeclaration<SessionEnvelope> Declaration = new()
    {
        Name = "session_resize",
        Title = "Resize a terminal",
        Description = "Gives a session's terminal another size; its program is told, and the screen is laid out anew. "
            + "A taller one shows more of a long list at once.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R2,
        Arguments = [SessionToolArguments.Session, Columns, Rows],
        Result = () => ViewJson.Plain.SessionEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override ValueTask<Rejection?> RefuseAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        sessions.RefuseResizeAsync(
            arguments.Required(SessionToolArguments.Session),
            arguments.Number(Columns)!.Value,
            arguments.Number(Rows)!.Value);

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.ResizeAsync(
            request.Caller,
            arguments.Required(SessionToolArguments.Session),
            arguments.Number(Columns)!.Value,
            arguments.Number(Rows)!.Value,
            cancellationToken));
}
