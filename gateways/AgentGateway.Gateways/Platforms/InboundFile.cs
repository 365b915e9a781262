namespace AgentGateway.Gateways.Platforms;

/// <summary>A file that came with a message; its content is fetched when the message is stored.</summary>
/// <param name="Reference">With what the platform gives it out (<see cref="IChatConnection.DownloadAsync"/>).</param>
/// <param name="Bytes">Its size as the platform says it; null where it does not.</param>
public sealed record InboundFile(string Reference, string Name, long? Bytes);
