namespace AgentGateway.Runtime.Threads;

/// <summary>The settings <c>Participants</c>.</summary>
public sealed class ParticipantOptions
{
    /// <summary>How long an answer waits for the advice of participants that are asked before it, in seconds.</summary>
    public int WaitSeconds { get; set; } = 30;
}
