using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A handle on waiting: <c>wait_…</c>.</summary>
[JsonConverter(typeof(IdConverter<WaitId>))]
public readonly record struct WaitId(string Value) : IPrefixedId<WaitId>
{
    public static string Prefix => "wait_";

    public static WaitId Of(string value) => new(value);

    public override string ToString() => Value;
}
