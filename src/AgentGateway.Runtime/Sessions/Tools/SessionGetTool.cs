using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_get</c>.</summary>
public sealed class SessionGetTool(SessionService sessions, SessionHistory histories)
    : Tool<SessionDetailView>(Declaration)
{
    private static readonly ToolArgument<bool> History = ToolArgument.Flag(
        "history",
        "True adds what happened to it, oldest first, and its snapshots: screen, directory and git state at its "
        + "start, its end and when it needed a person.");

    public static readonly ToolDeclaration<SessionDetailView> Declaration = new()
    {
        Name = "session_get",
        Title = "Look at a terminal session",
        Description = "Tells all about one session: what it runs and where, its state, exit and failure, its status "
            + "with confidence and age, its limits and what can be promised of its isolation. With history also what "
            + "happened to it, and its snapshots. What its screen shows is told by session_screen.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [SessionToolArguments.Session, History],
        Result = () => ViewJson.Plain.SessionDetailView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var got = await sessions.GetAsync(arguments.Required(SessionToolArguments.Session), cancellationToken);
        if (got.IsRejected(out var rejection)) return Refuse(rejection);
        var detail = new SessionDetailView(got.Value.SessionId, got.Value.Session);
        if (arguments.Flag(History) is not true) return Answer(detail);
        var history = await histories.HistoryAsync(got.Value.SessionId, cancellationToken);
        return Answer(history.Map(told => detail with { Events = told.Events, Snapshots = told.Snapshots }));
    }
}
