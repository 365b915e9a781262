namespace AgentGateway.Storage.Tests.Support;

internal interface INoteReads
{
    ValueTask<string?> NoteAsync(string id, CancellationToken cancellationToken);
}
