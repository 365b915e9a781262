namespace AgentGateway.Testing.Sample;

/// <summary>The queries of the notes' table.</summary>
public interface INoteReads
{
    ValueTask<string?> NoteAsync(string id, CancellationToken cancellationToken);
}
