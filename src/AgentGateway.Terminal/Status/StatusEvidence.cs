namespace AgentGateway.Terminal.Status;

/// <summary>One observation of what a program is doing.</summary>
/// <param name="Reason">The observation, for people.</param>
/// <param name="At">When it was seen; for a screen, when it last changed.</param>
public sealed record StatusEvidence(SessionStatus Status, EvidenceSource Source, string Reason, DateTimeOffset At);

/// <summary>Where evidence comes from, best first.</summary>
public enum EvidenceSource
{
    /// <summary>The process has ended, which is certain.</summary>
    Exit,

    /// <summary>The program said so itself, through its hooks.</summary>
    Hook,

    /// <summary>The program's title of the window.</summary>
    Title,

    /// <summary>The text on the screen.</summary>
    Screen,

    /// <summary>Whether anything is printed.</summary>
    Quiet,
}
