using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Turns;

/// <summary>Gathers the facts of a prompt: the thread as it stands, and the facts of all sources.</summary>
public sealed class PromptGathering(
    ThreadDispatcher dispatcher,
    ThreadHistory history,
    IThreadReads reads,
    AgentCatalogue catalogue,
    DocumentService documents,
    PromptSources sources)
{
    /// <summary>
    /// More messages than any model's window takes in; older ones are reached by <c>thread_read</c> and
    /// <c>thread_search</c>.
    /// </summary>
    private const int MessagesMax = 2000;

    /// <param name="turn">The turn to answer; null to show what the next one of the owner would get.</param>
    public async ValueTask<PromptFacts> GatherAsync(
        ThreadId id,
        AgentDefinition agent,
        OpenTurn? turn,
        IReadOnlyList<ToolDeclaration> tools,
        CancellationToken cancellationToken)
    {
        var (thread, messages, summary) = await ReadAsync(id, cancellationToken);
        var subject = new PromptSubject
        {
            Agent = await documents.SoulAsync(agent.Id, cancellationToken) is { } soul
                ? agent with { Persona = soul }
                : agent,
            Thread = thread,
            Roster = catalogue.Roster,
            Kind = turn?.Kind ?? TurnKind.Answer,
            Turn = turn?.Id,
            Messages = messages,
            Summary = summary,
            Tools = tools,
            At = turn?.QueuedAt ?? dispatcher.NewStamp().Now,
        };
        return await sources.GatherAsync(subject, cancellationToken);
    }

    /// <summary>
    /// The same after the thread was compacted: only the thread is read again. The facts of the sources stay, because
    /// the turn is the same.
    /// </summary>
    public async ValueTask<PromptFacts> CompactedAsync(PromptFacts facts, CancellationToken cancellationToken)
    {
        var (thread, messages, summary) = await ReadAsync(facts.Subject.Thread.Id, cancellationToken);
        return facts with { Subject = facts.Subject with { Thread = thread, Messages = messages, Summary = summary } };
    }

    private async ValueTask<(AgentThread Thread, Message[] Messages, Message? Summary)> ReadAsync(
        ThreadId id, CancellationToken cancellationToken)
    {
        var thread = await dispatcher.LoadAsync(id, cancellationToken)
            ?? throw new InvalidDataException($"Thread {id} is gone.");
        var rows = await history.LastAsync(thread, long.MaxValue, MessagesMax, hidden: true, cancellationToken);
        var summary = thread.Summary is { } message
            ? (await reads.MessageAsync(message, cancellationToken))?.Message
            : null;
        return (thread, [.. rows.Where(row => row.Seq > thread.CompactedThrough).Select(row => row.Message)], summary);
    }
}
