using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A thread: <c>thr_…</c>.</summary>
[JsonConverter(typeof(IdConverter<ThreadId>))]
public readonly record struct ThreadId(string Value) : IPrefixedId<ThreadId>
{
    public static string Prefix => "thr_";

    public static ThreadId Of(string value) => new(value);

    public override string ToString() => Value;
}
