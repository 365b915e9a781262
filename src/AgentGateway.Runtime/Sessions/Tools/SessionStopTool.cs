using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_stop</c>.</summary>
public sealed class SessionStopTool(SessionService sessions) : Tool<SessionEnvelope>(Declaration)
{
    private static readonly ToolArgument<bool> Force = ToolArgument.Flag(
        "force",
        "End it at once.");

    public static readonly ToolDeclaration<SessionEnvelope> Declaration = new()
    {
        Name = "session_stop",
        Title = "Stop a session's program",
        Description = "Ends a session's program and everything it started. Screen and output stay until "
            + "session_remove.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Idempotent | ToolConduct.Destructive,
        Risk = RiskClass.R2,
        Arguments = [SessionToolArguments.Session, Force],
        Result = () => ViewJson.Plain.SessionEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        request.Progress?.Report("stopping");
        return Answer(await sessions.StopAsync(
            request.Caller,
            arguments.Required(SessionToolArguments.Session),
            arguments.Flag(Force) ?? false,
            cancellationToken));
    }
}
