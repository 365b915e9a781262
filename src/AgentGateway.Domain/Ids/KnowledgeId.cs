using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A piece of knowledge: <c>kno_…</c>.</summary>
[JsonConverter(typeof(IdConverter<KnowledgeId>))]
public readonly record struct KnowledgeId(string Value) : IPrefixedId<KnowledgeId>
{
    public static string Prefix => "kno_";

    public static KnowledgeId Of(string value) => new(value);

    public override string ToString() => Value;
}
