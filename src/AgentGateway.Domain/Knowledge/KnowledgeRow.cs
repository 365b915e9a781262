namespace AgentGateway.Domain.Knowledge;

/// <summary>The read row of a piece of knowledge; a forgotten one has none.</summary>
public sealed record KnowledgeRow(KnowledgeItem Item) : ReadRow
{
    public override string Key => Item.Id.Value;

    public override bool IsRemoved => Item.Content is null;
}
