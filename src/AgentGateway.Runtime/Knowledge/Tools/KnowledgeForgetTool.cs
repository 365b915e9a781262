using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Memory.Tools;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Knowledge.Tools;

/// <summary><c>knowledge_forget</c>: a piece of knowledge is erased for good.</summary>
public sealed class KnowledgeForgetTool(KnowledgeService knowledge) : Tool<ForgottenView>(Declaration)
{
    public static readonly ToolDeclaration<ForgottenView> Declaration = new()
    {
        Name = "knowledge_forget",
        Title = "Forget knowledge",
        Description = "Erases a piece of knowledge for good: from every table, index and history. Only that it was forgotten "
            + "is kept. What is merely wrong is better rejected with knowledge_promote.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent | ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments = [KnowledgeArguments.Id],
        Result = () => MemoryViewJson.Plain.ForgottenView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    /// <summary>What another wrote, or what was reviewed, is not the caller's alone to erase.</summary>
    public override async ValueTask<CallFacts> TouchesAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        await knowledge.ItemAsync(arguments.Required(KnowledgeArguments.Id), cancellationToken) is not { } item
            ? CallFacts.None
            : item.Trust != KnowledgeTrust.Working || item.Author!.Name != KnowledgeCallers.AuthorOf(request).Name
                ? MemoryRisk.OfOthers
                : MemoryRisk.OfScope(request, item.Content!.Scope.ToString());

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await knowledge.ForgetAsync(request, arguments.Required(KnowledgeArguments.Id), cancellationToken));
}
