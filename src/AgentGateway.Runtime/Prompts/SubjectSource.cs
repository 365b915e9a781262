using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Prompts;

/// <summary>A source that needs nothing but the subject, so that it is its own fact.</summary>
internal sealed class SubjectSource(
    string name,
    PromptPosition position,
    int charactersMax,
    Func<PromptSubject, string?> write,
    Func<PromptSubject, IEnumerable<Message>>? shown = null) : IPromptSource, IPromptFact
{
    public string Name => name;

    public PromptPosition Position => position;

    public int CharactersMax => charactersMax;

    public ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken) => new(this);

    public string? Write(PromptSubject subject) => write(subject);

    public IEnumerable<Message> Shown(PromptSubject subject) => shown?.Invoke(subject) ?? [];
}
