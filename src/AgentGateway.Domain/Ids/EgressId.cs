using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>What the sandboxes of one workspace reach: <c>egr_…</c>.</summary>
[JsonConverter(typeof(IdConverter<EgressId>))]
public readonly record struct EgressId(string Value) : IPrefixedId<EgressId>
{
    public static string Prefix => "egr_";

    public static EgressId Of(string value) => new(value);

    public override string ToString() => Value;
}
