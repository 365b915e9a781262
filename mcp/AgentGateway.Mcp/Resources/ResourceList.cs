using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Resources;

/// <summary>The resources that the runtime lists to a client, as MCP lists them.</summary>
internal static class ResourceList
{
    public static List<ModelContextProtocol.Protocol.Resource> Fixed(
        IReadOnlyList<Runtime.Resources.Resource> resources) =>
    [
        .. resources.Where(
            resource => !resource.IsTemplate).Select(resource => new ModelContextProtocol.Protocol.Resource
        {
            Uri = resource.Address,
            Name = resource.Name,
            Title = resource.Title,
            MimeType = resource.MimeType,
            Description = resource.Description,
            Size = resource.Bytes,
        }),
    ];

    public static List<ResourceTemplate> Templates(IReadOnlyList<Runtime.Resources.Resource> resources) =>
    [
        .. resources.Where(resource => resource.IsTemplate).Select(resource => new ResourceTemplate
        {
            UriTemplate = resource.Address,
            Name = resource.Name,
            Title = resource.Title,
            MimeType = resource.MimeType,
            Description = resource.Description,
        }),
    ];
}
