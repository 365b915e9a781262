using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge.Tools;

/// <summary><c>knowledge_promote</c>.</summary>
public sealed class KnowledgePromoteTool(KnowledgeService knowledge) : Tool<KnowledgeEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Trust = ToolArgument.Choice(
        "trust", "What the review found; promoted when absent. Only a person approves.",
        "promoted", "approved", "rejected");

    private static readonly ToolArgument<string> Review = ToolArgument.Text(
        "review", "What was checked, and how.");

    public static readonly ToolDeclaration<KnowledgeEnvelope> Declaration = new()
    {
        Name = "knowledge_promote",
        Title = "Review knowledge",
        Description = "Says what your review of a piece of knowledge found. Its author does not review it. A promoted "
            + "candidate replaces the reviewed piece beside which it waits.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R2,
        Arguments = [KnowledgeArguments.Id, Trust, Review],
        Result = () => ViewJson.Plain.KnowledgeEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await knowledge.ReviewAsync(
            request,
            arguments.Required(KnowledgeArguments.Id),
            arguments.Text(Trust) ?? "promoted",
            arguments.Text(Review),
            cancellationToken));
}
