namespace AgentGateway.Process.Tests.Wire;

/// <summary>
/// How a test connects: by one of two transports, in the current revision of the protocol or in an older one.
/// </summary>
public enum ConnectionKind
{
    StdioModern,
    StdioOlder,
    HttpModern,
    HttpOlder,
}
