using System.Text.Json.Nodes;

namespace AgentGateway.Process.Tests.Wire;

/// <summary>A JSON-RPC error: a fault of the protocol, as opposed to a tool's refusal.</summary>
internal sealed class McpError(int code, string message, JsonNode? data) : Exception($"{code}: {message}")
{
    public int Code => code;

    public JsonNode? Details => data;

    public static McpError Of(JsonObject error) =>
        new(error["code"]!.GetValue<int>(), error["message"]!.GetValue<string>(), error["data"]);
}
