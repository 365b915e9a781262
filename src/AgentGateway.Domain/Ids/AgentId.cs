using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>An agent, by the name it was given in lower case: <c>svarog</c>.</summary>
[JsonConverter(typeof(IdConverter<AgentId>))]
public readonly record struct AgentId(string Value) : IId<AgentId>
{
    public static AgentId Of(string value) => new(value);

    public override string ToString() => Value;
}
