using AgentGateway.Domain;

namespace AgentGateway.Storage.Tests.Support;

internal sealed record NoteRow(string Id, string Text) : ReadRow
{
    public override string Key => Id;
}
