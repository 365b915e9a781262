using AgentGateway.Domain.Agents;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// What a thread's decisions depend on besides its state: the agents of the moment and the limits of the settings.
/// </summary>
/// <param name="TurnsMax">
/// Messages of a thread that wait for the owner's answer, the one that is being answered among them.
/// </param>
/// <param name="TriggersMax">Messages that one turn may answer.</param>
/// <param name="DelegationDepthMax">How deep delegations may delegate.</param>
public sealed record ThreadRules(
    AgentRoster Roster,
    int TurnsMax,
    int TriggersMax,
    int TextCharactersMax,
    int TitleCharactersMax,
    int ParticipantsMax,
    int DelegationsMax,
    int DelegationDepthMax)
{
    public int OwnerStackMax { get; init; }

    /// <summary>How long an answer waits for advice that comes before it.</summary>
    public TimeSpan AdviceWait { get; init; }

    /// <summary>How long a connected agent has for a turn, from its start or its last report of progress.</summary>
    public TimeSpan ConnectedWait { get; init; }

    /// <summary>The limit of all participants' instructions together, which are kept in the state.</summary>
    public const int InstructionCharactersMax = 10_000;

    /// <summary>
    /// Participants that the state knows, those that were ended among them; beyond that the ended ones are forgotten.
    /// </summary>
    public const int ParticipantsKeptMax = 24;

    /// <summary>
    /// Keys of notices that the state remembers, so that one that is sent again after a crash is not posted again.
    /// </summary>
    public const int NoticesKeptMax = 16;

    /// <summary>How much of the instruction of an ended participant is kept.</summary>
    public const int EndedInstructionCharactersMax = 200;

    /// <summary>No agents, and the limits of a daemon without settings.</summary>
    public static ThreadRules Default { get; } = new(
        AgentRoster.Empty, 64, 16, 200_000, 200, 8, 16, 3)
    {
        OwnerStackMax = 16,
        AdviceWait = TimeSpan.FromSeconds(30),
        ConnectedWait = TimeSpan.FromMinutes(10),
    };

    /// <summary>Why the text cannot be a message or a request; null when it can.</summary>
    public Rejection? RefuseText(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return ThreadRejections.EmptyText;
        return text.Length > TextCharactersMax
            ? ThreadRejections.TextTooLong(text.Length, TextCharactersMax)
            : null;
    }
}
