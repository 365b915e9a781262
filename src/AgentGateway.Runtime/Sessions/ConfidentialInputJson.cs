using System.Text.Json.Serialization;

namespace AgentGateway.Runtime.Sessions;

[JsonSerializable(typeof(ConfidentialInput))]
internal sealed partial class ConfidentialInputJson : JsonSerializerContext;
