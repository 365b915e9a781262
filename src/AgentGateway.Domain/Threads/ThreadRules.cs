using AgentGateway.Domain.Agents;

namespace AgentGateway.Domain.Threads;

/// <summary>What a thread decides by, besides its own state: the agents of the moment and the limits of the settings.</summary>
/// <param name="TurnsMax">Open turns of a thread, running and waiting.</param>
/// <param name="TriggersMax">Messages that one turn may answer.</param>
/// <param name="AdviceWait">How long an answer waits for advice that comes before it.</param>
/// <param name="ConnectedWait">How long a connected agent has for a turn, from its start or its last sign of life.</param>
/// <param name="DelegationDepthMax">How deep delegations may delegate.</param>
public sealed record ThreadRules(
    AgentRoster Roster,
    int TurnsMax,
    int TriggersMax,
    int TextCharactersMax,
    int TitleCharactersMax,
    int ParticipantsMax,
    int DelegationsMax,
    int DelegationDepthMax,
    int OwnerStackMax,
    TimeSpan AdviceWait,
    TimeSpan ConnectedWait)
{
    /// <summary>No agents, and the limits of a daemon without settings.</summary>
    public static ThreadRules Default { get; } = new(
        AgentRoster.Empty, 100, 64, 200_000, 200, 16, 32, 3, 32, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));
}
