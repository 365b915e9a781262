using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>
/// The preflight of a turn: what is known about what its newest message asks for. It is recorded where it found something,
/// once for a message, and never where a prompt is only shown.
/// </summary>
internal sealed class KnowledgePromptSource(PreflightService preflights) : IPromptSource
{
    public string Name => "knowledge";

    public PromptPosition Position => PromptPosition.Knowledge;

    public int CharactersMax => 6_000;

    public async ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Messages.LastOrDefault(message => message.Role == MessageRole.User) is not { } last) return null;
        var found = await preflights.FindAsync(last.Text, MemoryReach.Of(subject), cancellationToken);
        if (found.Decision == PreflightDecision.None) return null;
        if (subject.Turn is not null)
            await preflights.RecordAsync(
                subject.Thread.Id.Value, last.Text, found, subject.Agent.Id.Value, attempt: 0, cancellationToken);
        return new KnowledgeFact(found, subject.At);
    }
}
