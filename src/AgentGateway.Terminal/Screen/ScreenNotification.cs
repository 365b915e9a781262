namespace AgentGateway.Terminal.Screen;

/// <summary>
/// A message of a program to its user (OSC 9 and OSC 777). The text comes from the program: it is not to be trusted.
/// </summary>
/// <param name="Title">Empty where the program gave none.</param>
public sealed record ScreenNotification(string Title, string Body);

/// <summary>How far a program says it has come (OSC 9;4).</summary>
/// <param name="State">0 none, 1 running, 2 failed, 3 running without an end in sight, 4 paused.</param>
public readonly record struct ScreenProgress(int State, int Percent);

/// <summary>
/// Text on the screen that the program has made a link (OSC 8). The address comes from the program: it is not to be
/// trusted.
/// </summary>
/// <param name="Row">From 0, as are the columns.</param>
/// <param name="ToColumn">The first column behind the text.</param>
public sealed record ScreenLink(string Address, int Row, int FromColumn, int ToColumn);
