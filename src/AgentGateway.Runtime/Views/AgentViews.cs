namespace AgentGateway.Runtime.Views;

/// <summary>An agent, as every front end shows it.</summary>
public sealed record AgentView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required string Driver { get; init; }

    public string? Model { get; init; }

    /// <summary>Whether it could answer now.</summary>
    public required bool Available { get; init; }

    /// <summary>Why it could not, and what to do.</summary>
    public string? Reason { get; init; }

    public string? Description { get; init; }

    public required string When { get; init; }

    /// <summary>Belongs to a connected client rather than to the configuration.</summary>
    public required bool Connected { get; init; }
}

public sealed record AgentListView(IReadOnlyList<AgentView> Agents);

public sealed record AgentEnvelope(AgentView Agent);

public sealed record InboxView(IReadOnlyList<InboxItemView> Items);

/// <param name="Kind">turn, participant or delegation.</param>
/// <param name="Instruction">What the participant was registered to do; null otherwise.</param>
/// <param name="Messages">The thread's latest messages; the agent answers the last ones.</param>
public sealed record InboxItemView(
    string TurnId, string ThreadId, string Kind, string? Instruction, IReadOnlyList<MessageView> Messages,
        DateTimeOffset? Deadline);

public sealed record AcceptedView(bool Accepted);
