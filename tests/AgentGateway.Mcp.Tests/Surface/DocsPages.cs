using AgentGateway.Gateways;
using AgentGateway.Runtime.Resources;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>All pages that the runtime's capabilities embed, the index first.</summary>
internal static class DocsPages
{
    private const string Prefix = "docs/";

    public static IReadOnlyList<DocsPage> All { get; } =
    [
        .. new[] { typeof(DocsPage).Assembly, typeof(ChatModule).Assembly }
            .SelectMany(assembly => assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => DocsPage.Of(assembly, Path.GetFileNameWithoutExtension(name))))
            .OrderBy(page => page.Name != "index").ThenBy(page => page.Name, StringComparer.Ordinal),
    ];

    public static DocsPage? Find(string name) => All.FirstOrDefault(page => page.Name == name);
}
