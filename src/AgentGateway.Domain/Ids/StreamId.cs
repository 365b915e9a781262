using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>One aggregate's stream in the journal, <c>kind/id</c>: <c>thread/thr_…</c>, <c>agent/rarog</c>.</summary>
[JsonConverter(typeof(IdConverter<StreamId>))]
public readonly record struct StreamId(string Value) : IId<StreamId>
{
    public static StreamId Of(string value) => new(value);

    public static StreamId Of(string kind, string id) => new($"{kind}/{id}");

    /// <summary>The kind of aggregate, which names its machine.</summary>
    public string Kind => Value[..Math.Max(0, Value.IndexOf('/', StringComparison.Ordinal))];

    /// <summary>The aggregate's own id.</summary>
    public string Id => Value[(Value.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public override string ToString() => Value;
}
