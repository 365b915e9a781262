using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>Which agents take part in a thread, and which one owns it.</summary>
public sealed class OwnershipService(StoredThreads records, AgentCatalogue catalogue, ThreadOptions options)
{
    public async Task<Outcome<ParticipantsView>> SetParticipantAsync(
        Caller caller, SetParticipant request, CancellationToken cancellationToken)
    {
        if (catalogue.Roster.Find(request.Agent) is not { } agent) return ThreadRejections.UnknownAgent(request.Agent);
        if (ThreadArguments.When(request.When).IsRejected(out var refused, out var when)) return refused;
        if (request is { Stop: true } and not { Instruction: null, When: null })
            return new Rejection(
                "invalid_argument",
                "stop ends the participant, so it goes without instruction and when.",
                "Give one or the other.");
        return await records.ChangeAsync(
            caller,
            request.ThreadId,
            request.Stop ? new StopParticipant(agent.Id) : new ChangeParticipant(agent.Id, request.Instruction, when),
            thread => new ParticipantsView(ViewWriter.Participants(thread)),
            cancellationToken);
    }

    public async Task<Outcome<OwnershipView>> HandoffAsync(
        Caller caller, string threadId, string agent, string? reason, string? brief,
        CancellationToken cancellationToken)
    {
        if (reason is { Length: var length } && length > options.TextCharactersMax / 8)
            return ThreadRejections.TextTooLong(length, options.TextCharactersMax / 8);
        return await records.ChangeAsync(
            caller,
            threadId,
            new HandOff(agent, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()) { Brief = brief },
            Ownership,
            cancellationToken);
    }

    public Task<Outcome<OwnershipView>> ReturnAsync(
        Caller caller, string threadId, CancellationToken cancellationToken) =>
        records.ChangeAsync(caller, threadId, new ReturnOwnership(), Ownership, cancellationToken);

    private static OwnershipView Ownership(AgentThread thread) =>
        new(thread.Owner.Value, [.. thread.OwnerStack.Select(agent => agent.Value)]);
}
