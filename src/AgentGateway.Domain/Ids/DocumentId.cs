using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A document of memory: <c>doc_…</c>, made of its scope and its name.</summary>
[JsonConverter(typeof(IdConverter<DocumentId>))]
public readonly record struct DocumentId(string Value) : IPrefixedId<DocumentId>
{
    public static string Prefix => "doc_";

    public static DocumentId Of(string value) => new(value);

    public override string ToString() => Value;
}
