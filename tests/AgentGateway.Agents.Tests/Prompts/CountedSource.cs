using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Agents.Tests.Prompts;

/// <summary>
/// A source that another capability would register: it says the same each time, and counts how often it is asked.
/// </summary>
internal sealed class CountedSource(
    string name, string? text, PromptPosition position = PromptPosition.Knowledge, int charactersMax = 100)
        : IPromptSource
{
    public int Gathered { get; private set; }

    public string Name => name;

    public PromptPosition Position => position;

    public int CharactersMax => charactersMax;

    /// <summary>What the section shows of the thread.</summary>
    public Func<Message, bool> Shows { get; init; } = _ => false;

    public async ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Gathered++;
        return text is null ? null : new Fact(text, Shows);
    }

    private sealed record Fact(string Text, Func<Message, bool> Shows) : IPromptFact
    {
        public string? Write(PromptSubject subject) => Text;

        public IEnumerable<Message> Shown(PromptSubject subject) => subject.Messages.Where(Shows);
    }
}
