namespace AgentGateway.Domain.Threads;

/// <summary>Whether people see a message. Hidden ones reach only the owner's prompt, or whoever asks for them.</summary>
public enum Visibility
{
    Visible,
    Hidden,
}
