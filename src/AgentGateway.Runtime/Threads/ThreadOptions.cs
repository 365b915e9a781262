using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>The limits of threads: the settings <c>Threads</c>.</summary>
public sealed class ThreadOptions
{
    /// <summary>The id or alias of the agent that owns a thread when nobody says otherwise.</summary>
    public string DefaultAgent { get; set; } = "main";

    /// <summary>Turns of one thread that may be open, running and waiting together.</summary>
    public int TurnsMax { get; set; } = 100;

    /// <summary>Messages that one turn may answer, where messages are collected or steered into it.</summary>
    public int TurnMessagesMax { get; set; } = 64;

    public int TextCharactersMax { get; set; } = 200_000;

    public int TitleCharactersMax { get; set; } = 200;

    public int ParticipantsMax { get; set; } = 16;

    public int DelegationsMax { get; set; } = 32;

    public int DelegationDepthMax { get; set; } = 3;

    public int OwnerStackMax { get; set; } = 32;

    /// <summary>Files that one message may refer to.</summary>
    public int AttachmentsMax { get; set; } = 10;

    /// <summary>Characters of one attached file; what is behind them is cut, visibly.</summary>
    public int AttachmentCharactersMax { get; set; } = 60_000;

    /// <summary>How long a connected agent has for a turn, in seconds, from its start or its last sign of life.</summary>
    public int ConnectedSeconds { get; set; } = 600;

    internal ThreadRules Rules(AgentRoster roster, ParticipantOptions participants) => new(
        roster,
        TurnsMax,
        TurnMessagesMax,
        TextCharactersMax,
        TitleCharactersMax,
        ParticipantsMax,
        DelegationsMax,
        DelegationDepthMax,
        OwnerStackMax,
        TimeSpan.FromSeconds(participants.WaitSeconds),
        TimeSpan.FromSeconds(ConnectedSeconds));
}
