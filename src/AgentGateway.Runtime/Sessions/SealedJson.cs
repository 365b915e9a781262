using System.Text.Json.Serialization;

namespace AgentGateway.Runtime.Sessions;

[JsonSerializable(typeof(SealedSession))]
internal sealed partial class SealedJson : JsonSerializerContext;
