using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_clone</c>: another session like one that there is.</summary>
public sealed class SessionCloneTool(SessionService sessions) : Tool<SessionEnvelope>(Declaration)
{
    public static readonly ToolDeclaration<SessionEnvelope> Declaration = new()
    {
        Name = "session_clone",
        Title = "Start another session like one",
        Description = "Starts another session with the program, arguments, directory, environment, scripts, limits "
            + "and sandbox of an existing one, also of one that has ended. Its secrets have their present values; "
            + "what the first one printed is not copied.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Destructive | ToolConduct.OpenWorld,
        Risk = RiskClass.R2,
        Arguments = [SessionToolArguments.Session, SessionToolArguments.Name],
        Result = () => ViewJson.Plain.SessionEnvelope,
    };

    /// <summary>
    /// The same as when the first one was created, because its program runs with the same secrets in the same place.
    /// </summary>
    public override CallFacts Touches(ToolRequest request, CallArguments arguments)
    {
        var session = arguments.Required(SessionToolArguments.Session);
        if (sessions.PlanOf(session) is not { } plan) return CallFacts.None;
        var facts = SessionFacts.Of(plan.Program, plan.Scripts) with { Environment = plan.Environment };
        return facts.In(sessions, session) with { Directory = plan.Directory };
    }

    public override ValueTask<Rejection?> RefuseAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        sessions.RefuseAsync(arguments.Required(SessionToolArguments.Session));

    /// <summary>A session that an agent starts belongs to the agent and its thread.</summary>
    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        request.Progress?.Report("starting");
        return Answer(await sessions.CloneAsync(
            request.Caller,
            new(
                arguments.Required(SessionToolArguments.Session),
                arguments.Text(SessionToolArguments.Name),
                new(request.Agent?.Value, request.Thread?.Value, request.Requester?.Task)),
            cancellationToken));
    }
}
