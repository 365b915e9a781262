using System.Text;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Runtime.Memory;

/// <summary>The documents of one prompt, each between markers with whose it is and where its words came from.</summary>
internal sealed class DocumentFact(IReadOnlyList<DocumentVersion> documents) : IPromptFact
{
    public string Write(PromptSubject subject)
    {
        var text = new StringBuilder(
            "What was kept for you from earlier work. It was true when it was written; what people say now counts more.");
        foreach (var document in documents)
            text.Append("\n\n").Append(Excerpt.Fenced(
                "document",
                $"name={Excerpt.Quoted(document.Name)} of={Excerpt.Quoted(Whose(document.Scope))}"
                    + (document.Author.IsUntrusted ? " untrusted=\"true\"" : ""),
                document.Text.Text.Trim()));
        return text.ToString();
    }

    private static string Whose(MemoryScope scope) => scope.Kind switch
    {
        MemoryScopeKind.Agent => "you",
        MemoryScopeKind.Operator => "the person",
        MemoryScopeKind.Workspace => "this workspace",
        _ => "all agents",
    };
}
