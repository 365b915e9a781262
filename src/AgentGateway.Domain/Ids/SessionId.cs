using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A terminal session: <c>ses_…</c>.</summary>
[JsonConverter(typeof(IdConverter<SessionId>))]
public readonly record struct SessionId(string Value) : IPrefixedId<SessionId>
{
    public static string Prefix => "ses_";

    public static SessionId Of(string value) => new(value);

    public override string ToString() => Value;
}
