using System.Text.Json.Serialization;
using AgentGateway.Domain;

namespace AgentGateway.Testing.Sample;

[JsonSerializable(typeof(NoteWritten))]
[JsonSerializable(typeof(NoteState))]
[JsonSerializable(typeof(NoteView))]
public sealed partial class NoteJson : JsonSerializerContext
{
    public static NoteJson Plain { get; } = new(StoredJson.Options());
}
