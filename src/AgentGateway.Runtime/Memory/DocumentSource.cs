using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Prompts;

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
        List<MemoryScope> scopes =
        [
            MemoryScope.Agent(subject.Agent.Id.Value), MemoryScope.Operator(PersonOf(subject)), MemoryScope.Global,
        ];
        if (subject.Thread.Workspace is { } workspace) scopes.Add(MemoryScope.Workspace(workspace));
        var found = (await reads.DocumentsAsync(scopes, cancellationToken))
            .Where(version => version.Name != DocumentNames.Soul && !string.IsNullOrWhiteSpace(version.Text.Text))
            .OrderBy(version => scopes.IndexOf(version.Scope)).ToList();
        return found.Count == 0 ? null : new DocumentFact(found);
    }

    /// <summary>Who wrote the last message that is no agent's: a person of a chat, or the one of this machine.</summary>
    private static string PersonOf(PromptSubject subject) =>
        subject.Messages.LastOrDefault(message => message.Role == MessageRole.User) is { Speaker: not null } message
            ? message.Author
            : Principal.Operator.Name;
}
