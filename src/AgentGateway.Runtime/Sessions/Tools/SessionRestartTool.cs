using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_restart</c>.</summary>
public sealed class SessionRestartTool(SessionService sessions) : Tool<SessionEnvelope>(Declaration)
{
    public static readonly ToolDeclaration<SessionEnvelope> Declaration = new()
    {
        Name = "session_restart",
        Title = "Restart a session's program",
        Description = "Starts the same program anew in the same session, with the same directory, environment and "
            + "size; one that still runs is stopped first. What it printed before stays, run counts up, and commands "
            + "that wait in its queue go on.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Destructive | ToolConduct.OpenWorld,
        Risk = RiskClass.R2,
        Arguments = [SessionToolArguments.Session],
        Result = () => ViewJson.Plain.SessionEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        new CallFacts().In(sessions, arguments.Required(SessionToolArguments.Session));

    public override ValueTask<Rejection?> RefuseAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        sessions.RefuseAsync(arguments.Required(SessionToolArguments.Session));

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        request.Progress?.Report("restarting");
        var session = arguments.Required(SessionToolArguments.Session);
        return Answer(await sessions.RestartAsync(request.Caller, session, cancellationToken));
    }
}
