using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
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
            "The documents that the reader may read, without their texts, as memory_read lists them.",
            ListAsync)
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

    private async Task<Outcome<string>> ListAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        if (MemoryCallers.Scopes(request.AsCall, "all").IsRejected(out var refused, out var scopes)) return refused;
        return JsonSerializer.Serialize(
            new MemoryReadView(await documents.ListAsync(scopes, cancellationToken), []),
            MemoryViewJson.Plain.MemoryReadView);
    }

    /// <summary>The variable is the scope and the name, with a slash between them; a name has none.</summary>
    private async Task<Outcome<string>> ReadAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var (variable, at) = (request.Variable, request.Variable.LastIndexOf('/'));
        if (at < 0) return DocumentRejections.Unknown;
        var read = await documents.ReadAsync(
            request.AsCall, variable[(at + 1)..], variable[..at], null, cancellationToken);
        return read.Map(document => document.Text);
    }
}
