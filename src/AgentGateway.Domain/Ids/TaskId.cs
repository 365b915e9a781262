using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A task: <c>tsk_…</c>.</summary>
[JsonConverter(typeof(IdConverter<TaskId>))]
public readonly record struct TaskId(string Value) : IPrefixedId<TaskId>
{
    public static string Prefix => "tsk_";

    public static TaskId Of(string value) => new(value);

    public override string ToString() => Value;
}
