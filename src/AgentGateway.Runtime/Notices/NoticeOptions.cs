namespace AgentGateway.Runtime.Notices;

/// <summary>How the person is told of what waits for them: the settings <c>Notify</c>.</summary>
public sealed class NoticeOptions
{
    /// <summary>A program and its arguments; the title and the text follow as two more.</summary>
    public IReadOnlyList<string> Command { get; set; } = [];

    /// <summary>An address to which the text is posted; null for none.</summary>
    public string? Url { get; set; }

    /// <summary>Shows notices on the desktop, with <c>notify-send</c>.</summary>
    public bool Desktop { get; set; }

    /// <summary>How long something waits before the person is told.</summary>
    public int AfterSeconds { get; set; } = 30;

    /// <summary>Whether there is any way to tell the person.</summary>
    internal bool HasWay => Command.Count > 0 || Desktop || Url is { Length: > 0 };
}
