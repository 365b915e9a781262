namespace AgentGateway.Process.Tests.Wire;

/// <summary>
/// The four ways in: two transports, each in the current revision of the protocol and in an older one.
/// </summary>
public enum Door
{
    StdioModern,
    StdioOlder,
    HttpModern,
    HttpOlder,
}
