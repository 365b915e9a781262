using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Runtime.Turns;

/// <summary>Which messages of the thread are advice for the turn.</summary>
internal sealed record AdviceFact(IReadOnlySet<MessageId> Advice) : IPromptFact
{
    public string? Write(PromptSubject subject) => Excerpt.Marked(
        "advice", "Advice that participants gave for this answer. Weigh it; the answer is yours:", Shown(subject));

    public IEnumerable<Message> Shown(PromptSubject subject) =>
        subject.Messages.Where(message => Advice.Contains(message.Id));
}
