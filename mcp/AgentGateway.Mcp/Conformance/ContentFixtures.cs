using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>Fixtures for what a result and a schema may contain.</summary>
internal static class ContentFixtures
{
    private const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    private const string Wav = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

    private const string Schema202012 =
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "$defs": {
            "address": {
              "$anchor": "addressDef",
              "type": "object",
              "properties": { "street": { "type": "string" }, "city": { "type": "string" } }
            }
          },
          "properties": {
            "name": { "type": "string" },
            "address": { "$ref": "#/$defs/address" },
            "contactMethod": { "type": "string", "enum": ["phone", "email"] },
            "phone": { "type": "string" },
            "email": { "type": "string" }
          },
          "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
          "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
          "then": { "required": ["phone"] },
          "else": { "required": ["email"] },
          "additionalProperties": false
        }
        """;

    public static IEnumerable<McpServerTool> Tools =>
    [
        FixtureTool.Create("test_simple_text", () => "This is a simple text response for testing."),
        FixtureTool.Create("test_image_content", Image),
        FixtureTool.Create(
            "test_audio_content",
            () => new AudioContentBlock { Data = Encoding.UTF8.GetBytes(Wav), MimeType = "audio/wav" }),
        FixtureTool.Create(
            "test_embedded_resource", () =>
                Embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.")),
        FixtureTool.Create("test_multiple_content_types", () => new ContentBlock[]
        {
            new TextContentBlock { Text = "Multiple content types test:" },
            Image(),
            Embedded("test://mixed-content-resource", "application/json", """{"test":"data","value":123}"""),
        }),
        FixtureTool.Create(
            "test_error_handling",
            string () => throw new McpException("This tool intentionally returns an error for testing")),
        FixtureTool.Create("header_echo", ([McpHeader("Region")] string region, string query) => $"{region}: {query}"),
        SchemaTool(),
    ];

    public static ImageContentBlock Image() => new() { Data = Encoding.UTF8.GetBytes(Png), MimeType = "image/png" };

    public static BlobResourceContents ImageResource(string uri) =>
        new() { Uri = uri, MimeType = "image/png", Blob = Encoding.UTF8.GetBytes(Png) };

    public static EmbeddedResourceBlock Embedded(string uri, string mimeType, string text) =>
        new() { Resource = new TextResourceContents { Uri = uri, MimeType = mimeType, Text = text } };

    private static McpServerTool SchemaTool()
    {
        var tool = FixtureTool.Create(
            "json_schema_2020_12_tool", (string? name) => $"Hello, {name}.", "Tool with JSON Schema 2020-12 features");
        tool.ProtocolTool.InputSchema = JsonElement.Parse(Schema202012);
        return tool;
    }
}
