namespace AgentGateway.Runtime.Tools;

/// <summary>What a caller gave as a command: a text, or a list of words. Exactly one of them is set.</summary>
public sealed record CommandText(string? Text, IReadOnlyList<string>? Words);
