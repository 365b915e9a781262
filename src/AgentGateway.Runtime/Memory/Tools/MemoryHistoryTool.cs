using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory.Tools;

/// <summary><c>memory_history</c>: what became of a note or a document.</summary>
public sealed class MemoryHistoryTool(NoteService notes, DocumentService documents)
    : Tool<MemoryHistoryView>(Declaration)
{
    private static readonly ToolArgument<string> Named = ToolArgument.Text(
        "name", "The name of a document, or the id of a note (mem_…).").Required();

    private static readonly ToolArgument<long> Before = ToolArgument.Count(
        "before", "The next_before of the page before; absent for the newest.", minimum: 1);

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "Of a document: how many versions; at most 100.", minimum: 1, standard: 20);

    public static readonly ToolDeclaration<MemoryHistoryView> Declaration = new()
    {
        Name = "memory_history",
        Title = "History of memory",
        Description = "Tells who changed a note or a document when and why, newest first; of a document with the "
            + "difference. memory_read gives an earlier version whole, memory_write restores it.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Named, MemoryArguments.Scope, Before, Limit],
        Result = () => MemoryViewJson.Plain.MemoryHistoryView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var name = arguments.Required(Named);
        return Answer(PrefixedId.Is<NoteId>(name)
            ? await notes.HistoryAsync(request, name, cancellationToken)
            : await documents.HistoryAsync(
                request,
                name,
                arguments.Text(MemoryArguments.Scope),
                arguments.Count(Before),
                arguments.Number(Limit),
                cancellationToken));
    }
}
