using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A task: <c>tsk_…</c>.</summary>
[JsonConverter(typeof(IdConverter<TaskId>))]
public readonly record struct TaskId(string Value) : IId<TaskId>
{
    public static TaskId Of(string value) => new(value);

    public override string ToString() => Value;
}
