using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>One execution on a thread: <c>turn_…</c>.</summary>
[JsonConverter(typeof(IdConverter<TurnId>))]
public readonly record struct TurnId(string Value) : IPrefixedId<TurnId>
{
    public static string Prefix => "turn_";

    public static TurnId Of(string value) => new(value);

    public override string ToString() => Value;
}
