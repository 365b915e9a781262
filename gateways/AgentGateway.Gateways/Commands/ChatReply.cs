namespace AgentGateway.Gateways.Commands;

/// <summary>What a command is answered with.</summary>
internal sealed record ChatReply(string Markdown);
