using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>Who takes part and who owns.</summary>
public sealed partial class ThreadService
{
    public Task<Outcome<ParticipantsView>> SetParticipantAsync(
        Caller caller, SetParticipant request, CancellationToken cancellationToken)
    {
        if (catalogue.Roster.Find(request.Agent) is not { } agent)
            return Refused<ParticipantsView>(ThreadRejections.UnknownAgent(request.Agent));
        if (ThreadArguments.When(request.When).IsRejected(out var refused, out var when))
            return Refused<ParticipantsView>(refused);
        if (request is { Stop: true } and not { Instruction: null, When: null })
            return Refused<ParticipantsView>(
                new("invalid_argument", "stop ends the participant, so it goes without instruction and when.",
                    "Give one or the other."));
        return SendAsync(
            caller,
            request.ThreadId,
            request.Stop ? new StopParticipant(agent.Id) : new ChangeParticipant(agent.Id, request.Instruction, when),
            thread => new ParticipantsView(ViewWriter.Participants(thread)),
            cancellationToken);
    }

    public Task<Outcome<OwnershipView>> HandoffAsync(
        Caller caller, string threadId, string agent, string? reason, CancellationToken cancellationToken)
    {
        if (reason is { Length: var length } && length > options.TextCharactersMax / 8)
            return Refused<OwnershipView>(ThreadRejections.TextTooLong(length, options.TextCharactersMax / 8));
        return SendAsync(
            caller,
            threadId,
            new HandOff(agent, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()),
            Ownership,
            cancellationToken);
    }

    public Task<Outcome<OwnershipView>> ReturnAsync(
        Caller caller, string threadId, CancellationToken cancellationToken) =>
        SendAsync(caller, threadId, new ReturnOwnership(), Ownership, cancellationToken);

    private static OwnershipView Ownership(AgentThread thread) =>
        new(thread.Owner.Value, [.. thread.OwnerStack.Select(agent => agent.Value)]);

    private static Task<Outcome<T>> Refused<T>(Rejection rejection) => Task.FromResult<Outcome<T>>(rejection);
}
