using System.Text.Json.Serialization;
using AgentGateway.Domain;

namespace AgentGateway.Storage.Tests.Support;

[JsonSerializable(typeof(NoteWritten))]
[JsonSerializable(typeof(NoteState))]
internal sealed partial class NoteJson : JsonSerializerContext
{
    public static NoteJson Plain { get; } = new(StoredJson.Options());
}
