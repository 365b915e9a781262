namespace AgentGateway.Terminal.Status;

/// <summary>What is seen of a session at one moment.</summary>
/// <param name="Look">The program in front; null where no process can be seen.</param>
/// <param name="Title">The title of the window; empty without one.</param>
/// <param name="TitleAt">When the title was set.</param>
/// <param name="ScreenAt">When the screen last changed.</param>
public sealed record SeenSession(
    FrontLook? Look, string Title, DateTimeOffset TitleAt, StatusScreen Screen, DateTimeOffset ScreenAt);
