namespace AgentGateway.Cli.Chat;

/// <summary>The thread that a chat is about: one that exists, or a new one.</summary>
/// <param name="Thread">What the person named it by; null for a new one, which begins with the first message.</param>
/// <param name="Agent">The owner of a new one; null for the usual one.</param>
internal sealed record ChatOpening(string? Thread, string? Agent, string? Title)
{
    /// <summary>Whether a new thread is wanted at once: what is said about it may be refused.</summary>
    public bool IsDescribed => Agent is not null || Title is not null;
}
