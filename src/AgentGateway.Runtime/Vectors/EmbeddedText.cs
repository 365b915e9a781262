namespace AgentGateway.Runtime.Vectors;

/// <summary>A text with its vectors.</summary>
/// <param name="Group">The stream that it belongs to, with which it is deleted.</param>
/// <param name="Position">Of the last event that changed it.</param>
/// <param name="Vectors">One for each part of it.</param>
public sealed record EmbeddedText(VectorKey Key, string Group, long Position, IReadOnlyList<TextVector> Vectors);
