using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_snapshot</c>: keeps what a session shows at this moment.</summary>
public sealed class SessionSnapshotTool(SessionHistory histories) : Tool<SnapshotView>(Declaration)
{
    private static readonly ToolArgument<string> Reason = ToolArgument.Text(
        "reason", "Why, in a few words; kept with it.");

    public static readonly ToolDeclaration<SnapshotView> Declaration = new()
    {
        Name = "session_snapshot",
        Title = "Keep a session as it is now",
        Description = "Keeps a running session's screen, directory and git state as they are now, and answers them. "
            + "session_get with history lists all snapshots, also those that are taken at its start and its end.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [SessionToolArguments.Session, Reason],
        Result = () => ViewJson.Plain.SnapshotView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await histories.SnapshotAsync(
            request.Caller,
            arguments.Required(SessionToolArguments.Session),
            arguments.Text(Reason),
            cancellationToken));
}
