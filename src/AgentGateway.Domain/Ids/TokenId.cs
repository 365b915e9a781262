using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A token of its own rights: <c>tok_…</c>.</summary>
[JsonConverter(typeof(IdConverter<TokenId>))]
public readonly record struct TokenId(string Value) : IPrefixedId<TokenId>
{
    public static string Prefix => "tok_";

    public static TokenId Of(string value) => new(value);

    public override string ToString() => Value;
}
