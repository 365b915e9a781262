using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>Resources of the conformance suite.</summary>
internal static class ResourceFixtures
{
    private const string Binary = "test://static-binary";

    public static IEnumerable<McpServerResource> Resources =>
    [
        Create("test://static-text", "Static Text", "text/plain", () =>
            "This is the content of the static text resource."),
        Create(Binary, "Static Binary", "image/png", () => ContentFixtures.ImageResource(Binary)),
        Create("test://watched-resource", "Watched", "text/plain", () => "watched"),
        Create("test://template/{id}/data", "Template", "application/json", (string id) => new TextResourceContents
        {
            Uri = $"test://template/{id}/data",
            MimeType = "application/json",
            Text = $$"""{"id":"{{id}}","templateTest":true,"data":"Data for ID: {{id}}"}""",
        }),
    ];

    private static McpServerResource Create(string uri, string name, string mimeType, Delegate work) =>
        McpServerResource.Create(
            work, new()
            {
                UriTemplate = uri,
                Name = name,
                MimeType = mimeType,
                Description = "A fixture of the conformance suite.",
            });
}
