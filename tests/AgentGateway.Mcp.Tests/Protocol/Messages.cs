using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>Messages as clients of the two eras write them.</summary>
internal static class Messages
{
    public const string Tasks = "io.modelcontextprotocol/tasks";

    public static JsonObject Modern(
        JsonNode id, string method, JsonObject? parameters = null, bool tasks = false, bool elicitation = false)
    {
        var complete = parameters?.DeepClone().AsObject() ?? [];
        var capabilities = tasks
            ? new JsonObject { ["extensions"] = new JsonObject { [Tasks] = new JsonObject() } }
            : [];
        if (elicitation) capabilities["elicitation"] = new JsonObject();
        var meta = complete["_meta"] as JsonObject ?? [];
        meta["io.modelcontextprotocol/protocolVersion"] = "2026-07-28";
        meta["io.modelcontextprotocol/clientCapabilities"] = capabilities;
        complete["_meta"] = meta.DeepClone();
        return new() { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["method"] = method, ["params"] = complete };
    }

    public static JsonObject Legacy(JsonNode id, string method, JsonObject? parameters = null)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["method"] = method };
        if (parameters is not null) message["params"] = parameters.DeepClone();
        return message;
    }

    public static JsonObject Initialize(string version, bool elicitation = false) => new()
    {
        ["protocolVersion"] = version,
        ["capabilities"] = elicitation ? new JsonObject { ["elicitation"] = new JsonObject() } : new JsonObject(),
        ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
    };

    public static JsonObject Call(
        string tool, JsonObject? arguments = null) => new() { ["name"] = tool, ["arguments"] = arguments ?? [] };

    public static JsonObject Echo(string text) => Call("echo", new() { ["text"] = text });
}
