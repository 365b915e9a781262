using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tools.Schemas;

/// <summary>Makes the MCP definition of a tool. Schemas are of draft 2020-12, which MCP takes for granted where none is named.</summary>
internal static class ToolDefinition
{
    /// <param name="output">The view that the tool answers with.</param>
    public static Tool Of(
        string name, string title, string description, ToolConduct conduct, IReadOnlyList<ToolArgument> arguments, JsonTypeInfo output) => new()
        {
            Name = name,
            Title = title,
            Description = description,
            InputSchema = InputSchema(arguments),
            OutputSchema = OutputSchema.Of(output),
            Annotations = Annotations(title, conduct),
        };

    public static ToolAnnotations Annotations(string title, ToolConduct conduct) => new()
    {
        Title = title,
        ReadOnlyHint = conduct.HasFlag(ToolConduct.ReadOnly),
        IdempotentHint = conduct.HasFlag(ToolConduct.Idempotent),
        DestructiveHint = conduct.HasFlag(ToolConduct.Destructive),
        OpenWorldHint = conduct.HasFlag(ToolConduct.OpenWorld),
    };

    private static JsonElement InputSchema(IReadOnlyList<ToolArgument> arguments)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                arguments.Select(argument => KeyValuePair.Create(argument.Name, (JsonNode?)argument.Schema.DeepClone()))),
        };
        JsonNode[] required = [.. arguments.Where(argument => argument.IsRequired).Select(argument => (JsonNode)argument.Name)];
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        schema["additionalProperties"] = false;
        return OutputSchema.ToElement(schema);
    }
}
