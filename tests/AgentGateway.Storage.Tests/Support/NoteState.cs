namespace AgentGateway.Storage.Tests.Support;

internal sealed record NoteState(string Text);
