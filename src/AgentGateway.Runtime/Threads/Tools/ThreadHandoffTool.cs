using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_handoff</c>: another agent owns the thread from here on.</summary>
public sealed class ThreadHandoffTool(OwnershipService ownership) : Tool<OwnershipView>(Declaration)
{
    private static readonly ToolArgument<string> Thread = CommonArguments.ThreadId.Required();
    private static readonly ToolArgument<string> Agent = CommonArguments.Agent.Required();

    private static readonly ToolArgument<string> Reason = ToolArgument.Text(
        "reason", "Why, in a sentence; recorded in the thread and seen by the new owner.");

    private static readonly ToolArgument<string> Brief = ToolArgument.Text(
        "brief", "What the new owner has to know and people need not read; only it is shown this.");

    public static readonly ToolDeclaration<OwnershipView> Declaration = new()
    {
        Name = "thread_handoff",
        Title = "Hand a thread over",
        Description =
            "Makes another agent the owner of a thread: it answers from the next message on. The change is recorded "
            + "visibly; participants, files and delegations stay. thread_return gives the thread back.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [Thread, Agent, Reason, Brief],
        Result = () => ViewJson.Plain.OwnershipView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await ownership.HandoffAsync(
            request.Caller,
            arguments.Required(Thread),
            arguments.Required(Agent),
            arguments.Text(Reason),
            arguments.Text(Brief),
            cancellationToken));
}
