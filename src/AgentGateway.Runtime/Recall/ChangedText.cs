namespace AgentGateway.Runtime.Recall;

/// <summary>What an event changes.</summary>
/// <param name="Id">The text; null where all texts of the stream are deleted.</param>
/// <param name="Group">The stream.</param>
public sealed record ChangedText(string? Id, string Group);
