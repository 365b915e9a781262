using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>The limits of threads: the settings <c>Threads</c>.</summary>
public sealed class ThreadOptions
{
    /// <summary>The id or alias of the agent that owns a thread when the caller names none.</summary>
    public string DefaultAgent { get; set; } = "main";

    /// <summary>
    /// Messages of one thread that may wait for its owner's answer, the one that is being answered among them.
    /// </summary>
    public int TurnsMax { get; set; } = ThreadRules.Default.TurnsMax;

    /// <summary>Messages that one turn may answer, where messages are collected or steered into it.</summary>
    public int TurnMessagesMax { get; set; } = ThreadRules.Default.TriggersMax;

    public int TextCharactersMax { get; set; } = ThreadRules.Default.TextCharactersMax;

    public int TitleCharactersMax { get; set; } = ThreadRules.Default.TitleCharactersMax;

    public int ParticipantsMax { get; set; } = ThreadRules.Default.ParticipantsMax;

    public int DelegationsMax { get; set; } = ThreadRules.Default.DelegationsMax;

    public int DelegationDepthMax { get; set; } = ThreadRules.Default.DelegationDepthMax;

    public int OwnerStackMax { get; set; } = ThreadRules.Default.OwnerStackMax;

    /// <summary>Files that one message may refer to.</summary>
    public int AttachmentsMax { get; set; } = 10;

    /// <summary>Characters of one attached file; a longer one is cut, and marked as cut.</summary>
    public int AttachmentCharactersMax { get; set; } = 60_000;

    /// <summary>
    /// How long a connected agent has for a turn, in seconds, from its start or its last report of progress.
    /// </summary>
    public int ConnectedSeconds { get; set; } = 600;

    internal ThreadRules Rules(AgentRoster roster, ParticipantOptions participants) => new(
        roster,
        TurnsMax,
        TurnMessagesMax,
        TextCharactersMax,
        TitleCharactersMax,
        ParticipantsMax,
        DelegationsMax,
        DelegationDepthMax)
    {
        OwnerStackMax = OwnerStackMax,
        AdviceWait = TimeSpan.FromSeconds(participants.WaitSeconds),
        ConnectedWait = TimeSpan.FromSeconds(ConnectedSeconds),
    };
}
