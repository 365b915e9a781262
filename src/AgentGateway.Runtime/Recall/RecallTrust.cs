namespace AgentGateway.Runtime.Recall;

/// <summary>How far a recalled text can be believed, the least first. It ranks, and models are told it.</summary>
public enum RecallTrust
{
    /// <summary>It came from outside: a chat, a terminal, the web, a file of others.</summary>
    Untrusted,

    /// <summary>An agent or a program said it.</summary>
    Working,

    /// <summary>A person said or confirmed it.</summary>
    Confirmed,

    /// <summary>A reviewer approved it as knowledge.</summary>
    Approved,
}
