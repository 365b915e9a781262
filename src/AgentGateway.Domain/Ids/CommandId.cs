using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A command in a session's queue: <c>cmd_…</c>.</summary>
[JsonConverter(typeof(IdConverter<CommandId>))]
public readonly record struct CommandId(string Value) : IPrefixedId<CommandId>
{
    public static string Prefix => "cmd_";

    public static CommandId Of(string value) => new(value);

    public override string ToString() => Value;
}
