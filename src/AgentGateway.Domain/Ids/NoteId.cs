using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A note of memory: <c>mem_…</c>.</summary>
[JsonConverter(typeof(IdConverter<NoteId>))]
public readonly record struct NoteId(string Value) : IPrefixedId<NoteId>
{
    public static string Prefix => "mem_";

    public static NoteId Of(string value) => new(value);

    public override string ToString() => Value;
}
