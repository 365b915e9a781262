using System.Text.Json.Serialization;

namespace AgentGateway.Runtime.Tasks;

/// <summary>The JSON of calls that tasks make.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TaskJson : JsonSerializerContext;
