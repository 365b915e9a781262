namespace AgentGateway.Runtime.Memory;

/// <summary>Something that a search found, and how well it fits: higher is better.</summary>
public readonly record struct Scored<T>(T Item, double Score);
