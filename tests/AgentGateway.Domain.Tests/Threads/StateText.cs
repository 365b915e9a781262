using System.Text.Json;
using AgentGateway.Domain.Tests.Json;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>
/// States and events compared whole. Records compare their lists by reference, so two equal states need not be equal to
/// C#; their stored text is compared, and <see cref="SameAs"/> holds that the text keeps everything.
/// </summary>
internal static class StateText
{
    public static string Of(AgentThread state) => JsonSerializer.Serialize(state, ThreadJson.Plain.AgentThread);

    public static AgentThread Read(string text) => JsonSerializer.Deserialize(text, ThreadJson.Plain.AgentThread)!;

    public static string Of(IEnumerable<DomainEvent> events) => string.Join('\n', events.Select(Of));

    public static string Of(DomainEvent domainEvent) =>
        $"{Stored.Kinds.NameOf(domainEvent)} {System.Text.Encoding.UTF8.GetString(Stored.Kinds.Write(domainEvent))}";

    /// <summary>Whether the states are equal, lists compared item by item.</summary>
    public static bool SameAs(this AgentThread left, AgentThread right) =>
        left.OwnerStack.SequenceEqual(right.OwnerStack)
        && left.Participants.SequenceEqual(right.Participants)
        && left.Delegations.SequenceEqual(right.Delegations)
        && left.Withdrawals.SequenceEqual(right.Withdrawals)
        && left.Notices.SequenceEqual(right.Notices)
        && left.Turns.Length == right.Turns.Length
        && left.Turns.Zip(right.Turns).All(pair => Same(pair.First, pair.Second))
        && Same(left.Revisable, right.Revisable)
        && left with
        {
            OwnerStack = right.OwnerStack,
            Participants = right.Participants,
            Delegations = right.Delegations,
            Withdrawals = right.Withdrawals,
            Notices = right.Notices,
            Turns = right.Turns,
            Revisable = right.Revisable,
        } == right;

    private static bool Same(OpenTurn left, OpenTurn right) =>
        left.Triggers.SequenceEqual(right.Triggers)
        && left.Calls.Length == right.Calls.Length
        && left.Calls.Zip(right.Calls).All(pair => Same(pair.First, pair.Second))
        && left.Advisers.SequenceEqual(right.Advisers)
        && left.Late.SequenceEqual(right.Late)
        && left with
        {
            Triggers = right.Triggers, Calls = right.Calls, Advisers = right.Advisers, Late = right.Late,
        } == right;

    private static bool Same(OpenCall left, OpenCall right) =>
        left.Released.SequenceEqual(right.Released) && left with { Released = right.Released } == right;

    private static bool Same(RevisableAnswer? left, RevisableAnswer? right) =>
        left is null || right is null
            ? left is null && right is null
            : left.Triggers.SequenceEqual(right.Triggers) && left with { Triggers = right.Triggers } == right;
}
