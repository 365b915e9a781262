using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Memory.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge.Tools;

/// <summary><c>knowledge_put</c>.</summary>
public sealed class KnowledgePutTool(KnowledgeService knowledge) : Tool<KnowledgePutView>(Declaration)
{
    private static readonly ToolArgument<string> Subject = ToolArgument.Text(
        "subject", "What it is about, in a few words, as one would look for it.").Required();

    private static readonly ToolArgument<string> Summary = ToolArgument.Text(
        "summary", "What one has to know; at most 2000 characters.").Required();

    private static readonly ToolArgument<string> Payload = ToolArgument.Text(
        "payload", "All of it, such as the steps; at most 8000 characters.");

    private static readonly ToolArgument<string> Type = ToolArgument.Text(
        "type", "A word for its kind, such as fact, procedure, decision; fact when absent.");

    private static readonly ToolArgument<IReadOnlyList<string>> Evidence = ToolArgument.Texts(
        "evidence", "What shows it: ids of messages, files, commands with results, addresses; at most 10.");

    private static readonly ToolArgument<string> Key = ToolArgument.Text(
        "coverage_key", "What it covers, such as deploy/shop. The same key in the same scope is a new version of it.");

    private static readonly ToolArgument<string> FreshUntil = ToolArgument.Text(
        "fresh_until", "When it must be checked again: a time (ISO 8601), or in how long, such as 30d.");

    public static readonly ToolDeclaration<KnowledgePutView> Declaration = new()
    {
        Name = "knowledge_put",
        Title = "Put knowledge",
        Description = "Keeps what was found out, for other threads and agents. It counts as your word (working) until "
            + "another agent or a person reviews it. What was reviewed is not overwritten: yours then waits beside it "
            + "as a candidate.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [Subject, Summary, Payload, Type, KnowledgeArguments.Scope, Key, FreshUntil, Evidence],
        Result = () => ViewJson.Plain.KnowledgePutView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        MemoryRisk.OfScope(request, arguments.Text(KnowledgeArguments.Scope));

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await knowledge.PutAsync(
            request,
            new(arguments.Required(Subject), arguments.Required(Summary))
            {
                Scope = arguments.Text(KnowledgeArguments.Scope),
                Type = arguments.Text(Type),
                Payload = arguments.Text(Payload),
                Evidence = arguments.Texts(Evidence) ?? [],
                CoverageKey = arguments.Text(Key),
                FreshUntil = arguments.Text(FreshUntil),
            },
            cancellationToken));
}
