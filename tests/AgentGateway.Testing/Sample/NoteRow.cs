using AgentGateway.Domain;

namespace AgentGateway.Testing.Sample;

public sealed record NoteRow(string Id, string Text) : ReadRow
{
    public override string Key => Id;
}
