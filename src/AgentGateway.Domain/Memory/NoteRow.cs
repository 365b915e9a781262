namespace AgentGateway.Domain.Memory;

/// <summary>The read row of a note; a forgotten one has none.</summary>
public sealed record NoteRow(MemoryNote Note) : ReadRow
{
    public override string Key => Note.Id.Value;

    public override bool IsRemoved => Note.Content is null;
}
