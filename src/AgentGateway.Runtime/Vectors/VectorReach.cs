namespace AgentGateway.Runtime.Vectors;

/// <summary>
/// Which events of the journal were looked at: from <paramref name="Oldest"/> to <paramref name="Newest"/>, both of them
/// included. What is newer comes first, then what is older, ever further back.
/// </summary>
public sealed record VectorReach(long Oldest, long Newest);
