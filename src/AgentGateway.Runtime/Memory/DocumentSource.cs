using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Memory;

/// <summary>
/// The section of the prompt with the documents that an agent works by: its MEMORY, the USER of the person who asked, and
/// the shared documents of the workspace and of all. SOUL is the persona's section.
/// </summary>
public sealed class DocumentSource(IMemoryReads reads) : IPromptSource
{
    public string Name => "memory";

    public PromptPosition Position => PromptPosition.Knowledge;

    public int CharactersMax => 40_000;

    public async ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken)
    {
        var scopes = MemoryReach.Of(subject).ToList();
        var found = (await reads.DocumentsAsync(scopes, cancellationToken))
            .Where(version => version.Name != DocumentNames.Soul && !string.IsNullOrWhiteSpace(version.Text.Text))
            .OrderBy(version => scopes.IndexOf(version.Scope)).ToList();
        return found.Count == 0 ? null : new DocumentFact(found);
    }
}
