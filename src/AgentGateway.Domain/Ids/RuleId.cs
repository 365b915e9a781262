using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A remembered rule: <c>rul_…</c>.</summary>
[JsonConverter(typeof(IdConverter<RuleId>))]
public readonly record struct RuleId(string Value) : IPrefixedId<RuleId>
{
    public static string Prefix => "rul_";

    public static RuleId Of(string value) => new(value);

    public override string ToString() => Value;
}
