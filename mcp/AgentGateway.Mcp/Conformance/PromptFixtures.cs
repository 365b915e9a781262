using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>Prompts of the conformance suite.</summary>
internal static class PromptFixtures
{
    public static IEnumerable<McpServerPrompt> Prompts =>
    [
        Create("test_simple_prompt", () => Text("This is a simple prompt for testing.")),
        Create("test_prompt_with_arguments", (string arg1, string arg2) =>
            Text($"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'")),
        Create("test_prompt_with_embedded_resource", (string resourceUri) => new[]
        {
            Message(ContentFixtures.Embedded(resourceUri, "text/plain", "Embedded resource content for testing.")),
            Text("Please process the embedded resource above."),
        }),
        Create("test_prompt_with_image", () =>
            new[] { Message(ContentFixtures.Image()), Text("Please analyze the image above.") }),
        Create("test_input_required_result_prompt", (RequestContext<GetPromptRequestParams> request) =>
            FixtureTool.Field(request.Params, "user_context", "context") is { } context
                ? Text($"Context: {context}")
                : throw new InputRequiredException(new Dictionary<string, InputRequest>
                {
                    ["user_context"] = InputRequest.ForElicitation(FixtureTool.Form("What context?", "context")),
                })),
    ];

    private static McpServerPrompt Create(string name, Delegate work) =>
        McpServerPrompt.Create(work, new() { Name = name, Description = "A fixture of the conformance suite." });

    private static PromptMessage Text(string text) => Message(new TextContentBlock { Text = text });

    private static PromptMessage Message(ContentBlock content) => new() { Role = Role.User, Content = content };
}
