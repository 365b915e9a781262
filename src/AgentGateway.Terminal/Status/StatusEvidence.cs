namespace AgentGateway.Terminal.Status;

/// <summary>One observation of what a program is doing.</summary>
/// <param name="Reason">The observation, for people.</param>
/// <param name="At">When it was seen; for a screen, when it last changed.</param>
public sealed record StatusEvidence(SessionStatus Status, EvidenceSource Source, string Reason, DateTimeOffset At)
{
    /// <summary>The file and line of the rule that spoke, such as <c>claude.json:21</c>; null without one.</summary>
    public string? Rule { get; init; }

    /// <summary>What the person is asked for; null where that is not shown.</summary>
    public string? Asked { get; init; }

    /// <summary>When a limit ends, as the program shows it.</summary>
    public string? Reset { get; init; }

    /// <summary>How much it counts while it is fresh; null gives it the weight of its source.</summary>
    public double? Weight { get; init; }
}

/// <summary>Where evidence comes from, best first.</summary>
public enum EvidenceSource
{
    /// <summary>The process has ended, which is certain.</summary>
    Exit,

    /// <summary>The program said so itself, through its hooks.</summary>
    Hook,

    /// <summary>The text on the screen.</summary>
    Screen,

    /// <summary>The program's title of the window.</summary>
    Title,

    /// <summary>The program that has the terminal.</summary>
    Front,
}
