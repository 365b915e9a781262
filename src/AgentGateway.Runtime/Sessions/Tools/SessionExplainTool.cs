using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_explain</c>: why a session has the status that it has.</summary>
public sealed class SessionExplainTool(SessionStatusService statuses) : Tool<ExplainView>(Declaration)
{
    public static readonly ToolDeclaration<ExplainView> Declaration = new()
    {
        Name = "session_explain",
        Title = "Explain a session's status",
        Description = "Tells why a session is said to be working, idle, needs-approval and so on: each piece of "
            + "evidence (the program's own hooks, its screen, its title, the front) with what it says, its weight and its "
            + "age, heaviest first.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [SessionToolArguments.Session],
        Result = () => ViewJson.Plain.ExplainView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await statuses.ExplainAsync(arguments.Required(SessionToolArguments.Session), cancellationToken));
}
