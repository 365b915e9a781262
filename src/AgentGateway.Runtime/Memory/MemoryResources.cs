using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Resources;

namespace AgentGateway.Runtime.Memory;

/// <summary>What clients read of memory: the documents. Notes are found by recall.</summary>
internal sealed class MemoryResources(DocumentService documents) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        new Resource(
            "memory",
            "Documents of memory",
            "agw://memory",
            "The documents that agents and people keep, without their texts, as memory_read lists them.",
            async (_, cancellationToken) => JsonSerializer.Serialize(
                new MemoryReadView(await documents.ListAsync(null, cancellationToken), []),
                MemoryViewJson.Plain.MemoryReadView))
        {
            Follows = DocumentMachine.Kind,
        },
        new Resource(
            "memory_document",
            "A document of memory",
            "agw://memory/{scope}/{name}",
            "The text of a document, by its scope and name: agw://memory/agent:main/MEMORY. Characters such as / in a "
                + "scope are percent-encoded.",
            ReadAsync)
        {
            MimeType = Resource.Markdown,
        },
    ];

    /// <param name="variable">The scope and the name, with a slash between them; a name has none.</param>
    private async Task<Outcome<string>> ReadAsync(string variable, CancellationToken cancellationToken)
    {
        var at = variable.LastIndexOf('/');
        if (at < 0 || !MemoryScope.TryParse(variable[..at], out var scope)) return DocumentRejections.Unknown;
        if (DocumentNames.Read(variable[(at + 1)..]).IsRejected(out var refused, out var name)) return refused;
        return (await documents.ReadAsync(scope, name, null, cancellationToken)).Map(document => document.Text);
    }
}
