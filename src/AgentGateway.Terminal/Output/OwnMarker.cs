namespace AgentGateway.Terminal.Output;

/// <summary>
/// The control string that a shell prints for us at the begin and at the end of a queued command. Terminals ignore it;
/// recordings for people leave it out.
/// </summary>
public static class OwnMarker
{
    /// <summary>Begins every marker.</summary>
    public const string Start = "\x1b]7391;";

    public const char End = '\a';

    /// <summary>A longer control string is not ours.</summary>
    public const int BytesMax = 80;
}
