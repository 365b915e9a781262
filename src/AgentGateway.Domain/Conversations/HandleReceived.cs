namespace AgentGateway.Domain.Conversations;

/// <summary>A message that came in is to be handled.</summary>
public sealed record HandleReceived(ReceivedMessage Message) : Effect(Message.Key);
