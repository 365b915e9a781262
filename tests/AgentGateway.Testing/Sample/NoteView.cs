namespace AgentGateway.Testing.Sample;

/// <summary>A note as clients see it.</summary>
public sealed record NoteView(string Name, string Text);
