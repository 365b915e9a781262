using AgentGateway.Runtime.Resources;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Resources;

/// <summary>The resources of the runtime as MCP lists them.</summary>
internal static class ResourceList
{
    public static List<ModelContextProtocol.Protocol.Resource> Fixed(ResourceCatalogue catalogue) =>
    [
        .. catalogue.All.Where(
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

    public static List<ResourceTemplate> Templates(ResourceCatalogue catalogue) =>
    [
        .. catalogue.All.Where(resource => resource.IsTemplate).Select(resource => new ResourceTemplate
        {
            UriTemplate = resource.Address,
            Name = resource.Name,
            Title = resource.Title,
            MimeType = resource.MimeType,
            Description = resource.Description,
        }),
    ];
}
