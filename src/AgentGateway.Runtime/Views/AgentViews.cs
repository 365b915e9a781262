namespace AgentGateway.Runtime.Views;

/// <param name="Available">Whether it could answer now.</param>
/// <param name="Reason">Why it could not, and what to do.</param>
/// <param name="Connected">Belongs to a connected client rather than to the configuration.</param>
public sealed record AgentView(
    string Id,
    string Name,
    IReadOnlyList<string> Aliases,
    string Driver,
    string? Model,
    bool Available,
    string? Reason,
    string? Description,
    string When,
    bool Connected);

public sealed record AgentListView(IReadOnlyList<AgentView> Agents);

public sealed record AgentEnvelope(AgentView Agent);

public sealed record InboxView(IReadOnlyList<InboxItemView> Items);

/// <param name="Kind">turn, participant or delegation.</param>
/// <param name="Instruction">What the participant was registered to do; null otherwise.</param>
/// <param name="Messages">The thread's latest messages, ending with what is to be answered.</param>
public sealed record InboxItemView(
    string TurnId, string ThreadId, string Kind, string? Instruction, IReadOnlyList<MessageView> Messages, DateTimeOffset? Deadline);

public sealed record AcceptedView(bool Accepted);
