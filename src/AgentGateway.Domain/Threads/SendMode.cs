namespace AgentGateway.Domain.Threads;

/// <summary>What a message does while a turn runs.</summary>
public enum SendMode
{
    /// <summary>Waits its turn, in order.</summary>
    Followup,

    /// <summary>Joins what is already waiting, so that one turn answers all of it.</summary>
    Collect,

    /// <summary>Reaches the running turn before its next step.</summary>
    Steer,

    /// <summary>Ends the running turn and goes next.</summary>
    Interrupt,
}
