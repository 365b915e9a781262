using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory.Tools;

/// <summary><c>memory_forget</c>: a note or a document is erased for good.</summary>
public sealed class MemoryForgetTool(NoteService notes, DocumentService documents) : Tool<ForgottenView>(Declaration)
{
    private static readonly ToolArgument<string> Id = ToolArgument.Text(
        "id", "Id of the note (mem_…) or of the document (doc_…).").Required();

    public static readonly ToolDeclaration<ForgottenView> Declaration = new()
    {
        Name = "memory_forget",
        Title = "Forget",
        Description = "Erases a note, or a document with all its versions, for good: from every table, index and history. "
            + "Only that it was forgotten is kept. What is merely wrong is better retracted with memory_correct.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent | ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments = [Id],
        Result = () => MemoryViewJson.Plain.ForgottenView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async ValueTask<CallFacts> TouchesAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var id = arguments.Required(Id);
        if (!PrefixedId.Is<DocumentId>(id))
            return MemoryRisk.OfScope(request, await notes.ScopeOfAsync(id, cancellationToken));
        return await documents.FindAsync(id, cancellationToken) is { } found
            ? MemoryRisk.OfDocument(request, found.Name, found.Scope.ToString(), null)
            : CallFacts.None;
    }

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(PrefixedId.Is<DocumentId>(arguments.Required(Id))
            ? await documents.ForgetAsync(request, arguments.Required(Id), cancellationToken)
            : await notes.ForgetAsync(request, arguments.Required(Id), cancellationToken));
}
