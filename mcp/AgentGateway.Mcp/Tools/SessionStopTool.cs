using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_stop</c>.</summary>
internal sealed class SessionStopTool(SessionService sessions) : CheckedTool<SessionEnvelope>(
    "session_stop",
    "Stop a session's program",
    "Ends a session's program and everything it started: it is asked to, and made to after a few seconds. Answers when it has ended. Its screen and output stay "
    + "until session_remove. One that has ended already stays as it is.",
    ToolConduct.Idempotent | ToolConduct.Destructive,
    [SessionArguments.Session, Force],
    ViewJson.Plain.SessionEnvelope)
{
    private static readonly ToolArgument Force = ToolArgument.Flag("force", "True ends it at once, without asking; false when absent.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        arguments.Progress?.Report("stopping");
        return Answer(await sessions.StopAsync(
            caller, arguments.Required(SessionArguments.Session), arguments.Flag(Force) ?? false, cancellationToken));
    }
}
