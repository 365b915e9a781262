namespace AgentGateway.Terminal.Status;

/// <summary>A pattern file that could not be read.</summary>
public sealed record PatternProblem(string Path, string Reason);
