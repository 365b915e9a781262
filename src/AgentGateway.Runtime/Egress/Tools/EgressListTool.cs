using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Egress.Tools;

/// <summary><c>egress_list</c>: for the person, since it tells of every workspace.</summary>
public sealed class EgressListTool(EgressJournal journal) : Tool<EgressListView>(Declaration)
{
    private static readonly ToolArgument<string> Workspace = ToolArgument.Text(
        "workspace", "Only those of the workspace in this directory.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "How many at most; more than 500 counts as 500.", minimum: 1, standard: 50);

    public static readonly ToolDeclaration<EgressListView> Declaration = new()
    {
        Name = "egress_list",
        Title = "List hosts that sandboxes reached",
        Description = "Lists the hosts that commands in sandboxes reached or were refused, the latest first, with "
            + "connections and bytes. At most 100 of each workspace are kept.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Operator,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Workspace, Limit],
        Result = () => ViewJson.Plain.EgressListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(
            PageLimit.Read(arguments.Number(Limit)).Map(limit => journal.List(arguments.Text(Workspace), limit))));
}
