namespace AgentGateway.Testing.Sample;

public sealed record NoteState(string Text);
