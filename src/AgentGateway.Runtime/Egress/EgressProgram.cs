namespace AgentGateway.Runtime.Egress;

/// <summary>The gateway's own program, which makes namespaces when its last word is <c>sandbox-net</c>.</summary>
/// <param name="Words">The file to execute and its first arguments; empty where there is none.</param>
public sealed record EgressProgram(IReadOnlyList<string> Words);
