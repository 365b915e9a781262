using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_return</c>: the former owner owns the thread again.</summary>
public sealed class ThreadReturnTool(OwnershipService ownership) : Tool<OwnershipView>(Declaration)
{
    private static readonly ToolArgument<string> Thread = CommonArguments.ThreadId.Required();

    public static readonly ToolDeclaration<OwnershipView> Declaration = new()
    {
        Name = "thread_return",
        Title = "Return a thread",
        Description =
            "Gives a thread back to the owner before the latest handoff. Refused where it has no "
            + "earlier owner.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [Thread],
        Result = () => ViewJson.Plain.OwnershipView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await ownership.ReturnAsync(request.Caller, arguments.Required(Thread), cancellationToken));
}
