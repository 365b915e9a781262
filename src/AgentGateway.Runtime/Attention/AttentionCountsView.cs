namespace AgentGateway.Runtime.Attention;

/// <summary>How much there is in the inbox of the person.</summary>
/// <param name="Waiting">What does not go on without the person.</param>
/// <param name="Unseen">What has come since the person last looked: replies and failed tasks.</param>
public sealed record AttentionCountsView(int Waiting, int Unseen);
