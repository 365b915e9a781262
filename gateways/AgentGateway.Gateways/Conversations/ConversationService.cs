using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Gateways.Conversations;

/// <summary>Sends commands to conversations; each is answered when it is durable.</summary>
internal sealed class ConversationService(
    MachineHost<ConversationMachine, Conversation, ConversationCommand> host, IIdSource ids)
{
    /// <summary>The conversation at that place, whether or not it is known yet.</summary>
    public static ConversationId IdOf(ChatAddress address) =>
        ConversationId.Of(address.Platform, address.Account, address.Chat, address.Thread);

    public static ChatAddress AddressOf(ConversationLocation place) =>
        new(place.Platform, place.Account, place.Chat, place.Thread);

    public static ConversationLocation PlaceOf(ChatAddress address, ChatLocation place) => new(
        address.Platform, address.Account, address.Chat, address.Thread, place.IsDirect, place.Guild, place.Title);

    /// <param name="actor">The principal who caused it, or <c>daemon</c>.</param>
    public Task<Outcome<Receipt<Conversation>>> SendAsync(
        ConversationId id, ConversationCommand command, string actor, CancellationToken cancellationToken) =>
        host.SendAsync(id.Value, command, new(actor, ids.Next().Now, Urgent: true), cancellationToken);

    /// <summary>
    /// Has what a platform delivered stored, once under the platform's id of the event. A repetition changes nothing.
    /// </summary>
    public Task<Outcome<Receipt<Conversation>>> ReceiveAsync(
        ConversationId id, ReceiveMessage command, string actor, CancellationToken cancellationToken)
    {
        var (place, eventId) = (command.Place, command.Message.EventId);
        return host.SendAsync(
            StreamId.Of(ConversationMachine.Kind, id.Value),
            command,
            new(actor, ids.Next().Now),
            new($"{place.Platform}/{place.Account}", $"event/{eventId}", eventId, static _ => "{}"),
            cancellationToken);
    }
}
