namespace AgentGateway.Runtime.Vectors;

/// <summary>What a store has.</summary>
/// <param name="Reach">Null where nothing was looked at yet.</param>
public sealed record StoredVectors(IReadOnlyList<EmbeddedText> Texts, VectorReach? Reach);
