namespace AgentGateway.Domain.Threads;

/// <summary>
/// Whether people see a message. Hidden ones are part of the owner's prompt and of lists that ask for them.
/// </summary>
public enum Visibility
{
    Visible,
    Hidden,
}
