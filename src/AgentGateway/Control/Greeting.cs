namespace AgentGateway.Control;

/// <summary>The first line of a connection to <c>agw.sock</c>.</summary>
/// <param name="Role">mcp or control.</param>
/// <param name="Directory">Where the process runs: the default workspace of threads that it creates.</param>
/// <param name="Version">The version of the program that connects.</param>
internal sealed record Greeting(string? Role, string? Directory, string? Version);
