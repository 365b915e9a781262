using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Prompts;

/// <summary>What a prompt is about: the agent, and the thread as it stands when the prompt is built.</summary>
public sealed record PromptSubject
{
    /// <summary>The agent that is to answer.</summary>
    public required AgentDefinition Agent { get; init; }

    /// <summary>
    /// The thread's state; its <see cref="AgentThread.CompactedThrough"/> decides which messages are left out.
    /// </summary>
    public required AgentThread Thread { get; init; }

    /// <summary>All agents, for the names of others.</summary>
    public required AgentRoster Roster { get; init; }

    public required TurnKind Kind { get; init; }

    /// <summary>The turn that the prompt is for; null to show what the next one would get.</summary>
    public TurnId? Turn { get; init; }

    /// <summary>
    /// The thread's messages by sequence number, hidden ones and those of a fork's source included. Those that are
    /// compacted already may be missing.
    /// </summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>The message that stands for what is compacted: <see cref="AgentThread.Summary"/>.</summary>
    public Message? Summary { get; init; }

    public IReadOnlyList<ToolDeclaration> Tools { get; init; } = [];

    /// <summary>
    /// When the turn started, not when the step does: the steps of a turn then share their beginning, which providers
    /// cache.
    /// </summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the agent answers for the thread here, rather than beside its owner.</summary>
    internal bool IsOwners => Kind is TurnKind.Answer or TurnKind.Revision or TurnKind.Delegation;

    /// <summary>An agent's name with its id, where they differ.</summary>
    internal string NameOf(AgentId id) =>
        Roster.Find(id) is { } agent && agent.Name != id.Value ? $"{agent.Name} ({id})" : id.Value;
}
