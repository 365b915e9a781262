namespace AgentGateway.Gateways.Platforms;

/// <summary>What a platform can do and how fast it may be used.</summary>
public sealed record ChatFeatures
{
    /// <summary>The longest message, in the unit of <see cref="Length"/>.</summary>
    public required int LengthMax { get; init; }

    /// <summary>How long a text is on the platform, as it counts its own rendering.</summary>
    public required Func<string, int> Length { get; init; }

    /// <summary>The shortest time between two texts of an answer that is being written.</summary>
    public required TimeSpan LivePause { get; init; }

    /// <summary>
    /// The shortest time between two edits of a message that shows how a turn goes on; null where none is shown.
    /// </summary>
    public TimeSpan? ProgressPause { get; init; }

    /// <summary>How often "is working" has to be said again; null where the platform has no such sign.</summary>
    public TimeSpan? WorkingPause { get; init; }

    /// <summary>
    /// Whether a repetition under the same <see cref="OutboundMessage.Key"/> is sent once, so that a sending in doubt
    /// may be repeated.
    /// </summary>
    public bool RepeatsOnce { get; init; }

    /// <summary>Whether live text can be shown (<see cref="IChatConnection.ShowLiveAsync"/>) in a direct message.</summary>
    public bool HasLiveText { get; init; }

    /// <summary>Whether it can also be shown in a group, to a person whose message is answered.</summary>
    public bool HasLiveTextInGroups { get; init; }

    /// <summary>
    /// Whether live text is a message of its own, which the answer finishes (<see cref="OutboundMessage.Live"/>). Else
    /// it goes away when the answer comes.
    /// </summary>
    public bool IsLiveTextMessage { get; init; }

    public required long FileBytesMax { get; init; }
}
