using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>Makes fixtures of delegates.</summary>
internal static class FixtureTool
{
    public static McpServerTool Create(
        string name, Delegate work, string description = "A fixture of the conformance suite.") =>
        McpServerTool.Create(work, new() { Name = name, Description = description });

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    public static ElicitRequestParams Elicitation(string json) =>
        JsonSerializer.Deserialize<ElicitRequestParams>(json, McpJsonUtilities.DefaultOptions)!;

    /// <summary>A form with one field.</summary>
    public static ElicitRequestParams Form(string message, string field, string type = "string") => Elicitation(
        $$"""
        {
          "mode": "form",
          "message": "{{message}}",
          "requestedSchema": { "type": "object", "properties": { "{{field}}": { "type": "{{type}}" } }, "required": ["{{field}}"] }
        }
        """);

    /// <summary>A field of the form that a client sent back.</summary>
    public static string? Field(RequestParams parameters, string request, string field) =>
        parameters.InputResponses is { } responses
        && responses.TryGetValue(request, out var response)
        && response.RawValue.ValueKind == JsonValueKind.Object
        && response.RawValue.TryGetProperty("content", out var content)
        && content.ValueKind == JsonValueKind.Object
        && content.TryGetProperty(field, out var value)
            ? value.ToString()
            : null;
}
