using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>Fixtures that ask the client for something in the middle of a call.</summary>
internal static class ClientFixtures
{
    private const string Contact =
        """
        {
          "type": "object",
          "properties": {
            "username": { "type": "string", "description": "User's response" },
            "email": { "type": "string", "description": "User's email address" }
          },
          "required": ["username", "email"]
        }
        """;

    private const string Defaults =
        """
        {
          "message": "Confirm the defaults",
          "requestedSchema": {
            "type": "object",
            "properties": {
              "name": { "type": "string", "default": "John Doe" },
              "age": { "type": "integer", "default": 30 },
              "score": { "type": "number", "default": 95.5 },
              "status": { "type": "string", "enum": ["active", "inactive", "pending"], "default": "active" },
              "verified": { "type": "boolean", "default": true }
            },
            "required": []
          }
        }
        """;

    private const string Enums =
        """
        {
          "message": "Choose",
          "requestedSchema": {
            "type": "object",
            "properties": {
              "untitledSingle": { "type": "string", "enum": ["option1", "option2", "option3"] },
              "titledSingle": {
                "type": "string",
                "oneOf": [
                  { "const": "value1", "title": "First Option" },
                  { "const": "value2", "title": "Second Option" },
                  { "const": "value3", "title": "Third Option" }
                ]
              },
              "legacyEnum": { "type": "string", "enum": ["opt1", "opt2", "opt3"], "enumNames": ["Option One", "Option Two", "Option Three"] },
              "untitledMulti": { "type": "array", "items": { "type": "string", "enum": ["option1", "option2", "option3"] } },
              "titledMulti": {
                "type": "array",
                "items": {
                  "anyOf": [
                    { "const": "value1", "title": "First Choice" },
                    { "const": "value2", "title": "Second Choice" },
                    { "const": "value3", "title": "Third Choice" }
                  ]
                }
              }
            },
            "required": []
          }
        }
        """;

    public static IEnumerable<McpServerTool> Tools =>
    [
        FixtureTool.Create("test_sampling", SampleAsync),
        FixtureTool.Create("test_missing_capability", (RequestContext<CallToolRequestParams> request) =>
            request.Server.ClientCapabilities?.Sampling is not null
                ? "sampling is declared"
                : throw new MissingRequiredClientCapabilityException(
                    new ClientCapabilities { Sampling = new() }, "The client has to declare sampling.")),
        FixtureTool.Create("test_streaming_elicitation", () => "streamed"),
        FixtureTool.Create("test_elicitation", ContactAsync),
        FixtureTool.Create(
            "test_elicitation_sep1034_defaults",
            (RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken) =>
                ElicitAsync(request, Defaults, cancellationToken)),
        FixtureTool.Create(
            "test_elicitation_sep1330_enums",
            (RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken) =>
                ElicitAsync(request, Enums, cancellationToken)),
    ];

    private static async Task<string> ContactAsync(
        RequestContext<CallToolRequestParams> request, string message, CancellationToken cancellationToken)
    {
        var question = $$"""{"message":{{JsonSerializer.Serialize(message)}},"requestedSchema":{{Contact}}}""";
        return $"User response: {await ElicitAsync(request, question, cancellationToken)}";
    }

    private static async Task<string> ElicitAsync(
        RequestContext<CallToolRequestParams> request, string json, CancellationToken cancellationToken)
    {
        var answer = await request.Server.ElicitAsync(FixtureTool.Elicitation(json), cancellationToken);
        return $"Elicitation completed: action={answer.Action}, "
            + $"content={JsonSerializer.Serialize(answer.Content, McpJsonUtilities.DefaultOptions)}";
    }

    private static async Task<string> SampleAsync(
        RequestContext<CallToolRequestParams> request, string prompt, CancellationToken cancellationToken)
    {
        var messages = new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] };
        var answer = await request.Server.SampleAsync(
            new CreateMessageRequestParams { MaxTokens = 100, Messages = [messages] }, cancellationToken);
        return $"LLM response: {answer.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}";
    }
}
