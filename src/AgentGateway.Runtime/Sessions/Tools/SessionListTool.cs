using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_list</c>.</summary>
public sealed class SessionListTool(SessionService sessions) : Tool<SessionListView>(Declaration)
{
    private static readonly ToolArgument<bool> All = ToolArgument.Flag(
        "all", "Ended ones too.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "At most 500.", minimum: 1, standard: 100);

    public static readonly ToolDeclaration<SessionListView> Declaration = new()
    {
        Name = "session_list",
        Title = "List terminal sessions",
        Description = "Lists the terminal sessions that run, newest first, with state and status.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments =
        [
            All, SessionToolArguments.OfAgent, SessionToolArguments.OfThread, SessionToolArguments.OfWorkspace,
            SessionToolArguments.OfState, SessionToolArguments.OfStatus, Limit, SessionToolArguments.Cursor,
        ],
        Result = () => ViewJson.Plain.SessionListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.ListAsync(
            new(
                arguments.Flag(All) ?? false,
                arguments.Number(Limit),
                arguments.Text(SessionToolArguments.Cursor))
            {
                Filter = SessionToolArguments.Filter(arguments),
            },
            cancellationToken));
}
