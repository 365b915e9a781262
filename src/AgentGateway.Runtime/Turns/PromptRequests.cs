using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Turns;

/// <summary>Gathers what a prompt is made of, for turns and for whoever wants to see one.</summary>
public sealed class PromptRequests(ThreadDispatcher dispatcher, ThreadHistory history, IThreadReads reads, AgentCatalogue catalogue)
{
    /// <summary>More messages than any model's window takes in; older ones are reached by <c>thread_read</c> and <c>thread_search</c>.</summary>
    private const int MessagesMax = 2000;

    /// <param name="turn">The turn to answer; null to show what the next one of the owner would get.</param>
    public async ValueTask<PromptRequest> RequestAsync(
        ThreadId id,
        AgentDefinition agent,
        OpenTurn? turn,
        IReadOnlyList<ToolDeclaration> tools,
        CancellationToken cancellationToken)
    {
        var thread = await dispatcher.LoadAsync(id, cancellationToken) ?? throw new InvalidDataException($"Thread {id} is gone.");
        var rows = await history.LastAsync(thread, long.MaxValue, MessagesMax, hidden: true, cancellationToken);
        Message[] messages = [.. rows.Where(row => row.Seq > thread.CompactedThrough).Select(row => row.Message)];
        var summary = thread.Summary is { } message ? (await reads.MessageAsync(message, cancellationToken))?.Message : null;
        return new()
        {
            Agent = agent,
            Thread = thread,
            Roster = catalogue.Roster,
            Kind = turn?.Kind ?? TurnKind.Answer,
            Turn = turn?.Id,
            Messages = messages,
            Summary = summary,
            Advice = turn is null ? new HashSet<MessageId>() : await AdviceAsync(messages, turn, cancellationToken),
            Tools = tools,
            At = turn?.QueuedAt ?? dispatcher.NewStamp().Now,
        };
    }

    private async ValueTask<IReadOnlySet<MessageId>> AdviceAsync(Message[] messages, OpenTurn turn, CancellationToken cancellationToken)
    {
        var advice = new HashSet<MessageId>();
        if (turn.Kind != TurnKind.Answer) return advice;
        var asked = Array.FindIndex(messages, message => turn.Triggers.Contains(message.Id));
        foreach (var message in messages.Skip(Math.Max(0, asked)))
            if (message is { Role: MessageRole.Assistant, Visibility: Visibility.Visible, Turn: { } other } && other != turn.Id
                && await reads.TurnAsync(other, cancellationToken) is { Kind: TurnKind.Advice } row && row.Parent == turn.Id)
                advice.Add(message.Id);
        return advice;
    }
}
