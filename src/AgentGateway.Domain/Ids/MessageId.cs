using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A message of a thread: <c>msg_…</c>.</summary>
[JsonConverter(typeof(IdConverter<MessageId>))]
public readonly record struct MessageId(string Value) : IPrefixedId<MessageId>
{
    public static string Prefix => "msg_";

    public static MessageId Of(string value) => new(value);

    public override string ToString() => Value;
}
