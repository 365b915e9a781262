using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_remove</c>.</summary>
public sealed class SessionRemoveTool(SessionService sessions) : Tool<RemovedView>(Declaration)
{
    public static readonly ToolDeclaration<RemovedView> Declaration = new()
    {
        Name = "session_remove",
        Title = "Remove a session",
        Description = "Stops a session where it runs, and forgets it with everything it printed. Its name is free "
            + "again. To end only its program call session_stop.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent | ToolConduct.Destructive,
        Risk = RiskClass.R2,
        Arguments = [SessionToolArguments.Session],
        Result = () => ViewJson.Plain.RemovedView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        request.Progress?.Report("removing");
        var session = arguments.Required(SessionToolArguments.Session);
        return Answer(await sessions.RemoveAsync(request.Caller, session, cancellationToken));
    }
}
