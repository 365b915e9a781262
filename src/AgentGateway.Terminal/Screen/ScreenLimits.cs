namespace AgentGateway.Terminal.Screen;

/// <summary>
/// How much a screen may keep of what scrolled off its top; whichever limit is met first drops the oldest lines.
/// </summary>
public sealed record ScreenLimits
{
    /// <summary>The largest width and height of a screen.</summary>
    public const int SideMax = 1000;

    public int ScrollbackLinesMax { get; init; } = 2000;

    public int ScrollbackBytesMax { get; init; } = 4 * 1024 * 1024;
}
