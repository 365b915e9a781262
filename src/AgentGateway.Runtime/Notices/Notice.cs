namespace AgentGateway.Runtime.Notices;

/// <summary>What the person is told outside of the program.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">What waits, and the command that deals with it; without secrets.</param>
internal sealed record Notice(string Title, string Text);
