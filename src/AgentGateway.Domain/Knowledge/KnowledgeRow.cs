namespace AgentGateway.Domain.Knowledge;

/// <summary>The read row of a piece of knowledge.</summary>
public sealed record KnowledgeRow(KnowledgeItem Item) : ReadRow
{
    public override string Key => Item.Id.Value;
}
