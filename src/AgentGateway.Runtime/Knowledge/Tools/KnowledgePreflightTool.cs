using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge.Tools;

/// <summary><c>knowledge_preflight</c>.</summary>
public sealed class KnowledgePreflightTool(PreflightService preflights) : Tool<PreflightView>(Declaration)
{
    private static readonly ToolArgument<string> About = ToolArgument.Text(
        "about", "What is about to be done, in a sentence or two.").Required();

    public static readonly ToolDeclaration<PreflightView> Declaration = new()
    {
        Name = "knowledge_preflight",
        Title = "Ask what is known before work",
        Description = "Says before you begin whether earlier work can be used: reuse (reviewed and fresh), refresh "
            + "(known, to be checked again first) or none, with the pieces and the reason. The decision is kept.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [About],
        Result = () => ViewJson.Plain.PreflightView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await preflights.AskAsync(request, arguments.Required(About), cancellationToken));
}
