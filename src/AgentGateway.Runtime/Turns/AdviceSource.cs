using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Turns;

/// <summary>The section with what participants advised for the very turn that is answered.</summary>
public sealed class AdviceSource(PromptOptions options, IThreadReads reads) : IPromptSource
{
    public string Name => "advice";

    public PromptPosition Position => PromptPosition.Advice;

    public int CharactersMax => options.AdviceCharactersMax;

    public async ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Turn is not { } id || subject.Thread.Turn(id) is not { Kind: TurnKind.Answer } turn) return null;
        var advice = new HashSet<MessageId>();
        foreach (var message in subject.Messages.SkipWhile(message => !turn.Triggers.Contains(message.Id)))
            if (message is { Role: MessageRole.Assistant, Visibility: Visibility.Visible, Turn: { } other }
                && other != id
                && await reads.TurnAsync(other, cancellationToken) is { Kind: TurnKind.Advice } row && row.Parent == id)
                advice.Add(message.Id);
        return advice.Count == 0 ? null : new AdviceFact(advice);
    }
}
