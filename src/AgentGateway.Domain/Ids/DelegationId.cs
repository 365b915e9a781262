using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>One hidden request to another agent: <c>dlg_…</c>.</summary>
[JsonConverter(typeof(IdConverter<DelegationId>))]
public readonly record struct DelegationId(string Value) : IPrefixedId<DelegationId>
{
    public static string Prefix => "dlg_";

    public static DelegationId Of(string value) => new(value);

    public override string ToString() => Value;
}
