using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>Makes the answer to a message, as it stands when the message is durable.</summary>
internal static class SendAnswer
{
    /// <param name="decided">The outcome of a directive for another capability; no event of the thread has it.</param>
    public static SendView Of(Receipt<AgentThread> receipt, DirectiveView? decided = null)
    {
        var message = receipt.Events.Select(
            recorded => recorded.Event).OfType<MessagePosted>().First(e => e.Message.Role == MessageRole.User).Message;
        var directive = decided
            ?? receipt.Events.Select(
                recorded => DirectiveOf(receipt, recorded.Event)).FirstOrDefault(view => view is not null);
        var delegated = receipt.Events.Select(
            recorded => recorded.Event).OfType<DelegationRequested>().FirstOrDefault();
        var turn = delegated?.HiddenTurn ?? message.Turn;
        var status = turn is null ? TurnStatus.Completed
            : delegated is not null || receipt.State.Turn(turn.Value) is { Running: true } ? TurnStatus.Running
            : TurnStatus.Queued;
        return new(
            receipt.State.Id.Value, message.Id.Value, turn?.Value, ViewWriter.Word(status), directive, null, null);
    }

    private static DirectiveView? DirectiveOf(Receipt<AgentThread> receipt, DomainEvent happened) => happened switch
    {
        ParticipantSet e => new(
            "participant", e.Agent.Value, $"{e.Agent} takes part, asked {ViewWriter.Word(e.When)} the owner answers."),
        ParticipantEnded e => new("participant_stop", e.Agent.Value, $"{e.Agent} no longer takes part."),
        DelegationRequested e => new(
            "delegate", e.Agent.Value, $"{e.Agent} was asked in private.", e.Delegation.Value, e.HiddenThread.Value),
        HandedOff e => new("handoff", e.To.Value, $"{e.To} owns the thread now."),
        OwnershipReturned e => new("return", e.To.Value, $"{e.To} owns the thread again."),
        _ => null,
    };
}
