namespace AgentGateway.Terminal.Piped;

/// <summary>Our ends of a program's three standard streams.</summary>
internal sealed record PipedStreams(Stream Input, Stream Output, Stream Errors);
