using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_list</c>.</summary>
public sealed class SessionListTool(SessionService sessions) : Tool<SessionListView>(Declaration)
{
    public static readonly ToolDeclaration<SessionListView> Declaration = new()
    {
        Name = "session_list",
        Title = "List terminal sessions",
        Description = "Lists all terminal sessions, also those that have ended and were not removed: what each runs, "
            + "its state (running, completed …) and its status (working, idle, needs-approval, question …).",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Result = () => ViewJson.Plain.SessionListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.ListAsync(cancellationToken));
}
