namespace AgentGateway.Terminal.Status;

/// <summary>The program that has a terminal, and how the terminal stands with it at one moment.</summary>
/// <param name="IsKeyByKey">
/// Whether the terminal hands over single keys, as line editors and full-screen programs have it; null where that
/// cannot be seen.
/// </param>
/// <param name="IsShellWaiting">It is a shell that sleeps and has started nothing that is in front with it.</param>
/// <param name="IsInputTaken">A line that was sent last has been echoed, so that it is not still on its way.</param>
/// <param name="IsFullScreen">The alternate screen is shown.</param>
public sealed record FrontLook(
    FrontProgram Program, bool? IsKeyByKey, bool IsShellWaiting, bool IsInputTaken, bool IsFullScreen);
