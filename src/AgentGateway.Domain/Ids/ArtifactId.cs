using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A file or a result that work produced: <c>art_…</c>.</summary>
[JsonConverter(typeof(IdConverter<ArtifactId>))]
public readonly record struct ArtifactId(string Value) : IPrefixedId<ArtifactId>
{
    public static string Prefix => "art_";

    public static ArtifactId Of(string value) => new(value);

    public override string ToString() => Value;
}
