using AgentGateway.Domain;
using AgentGateway.Runtime.Resources;

namespace AgentGateway.Runtime.Docs;

/// <summary>
/// The pages of documentation of all capabilities, each a resource of its own with the index first, and the template
/// for them.
/// </summary>
internal sealed class DocsResources(IEnumerable<DocsPage> pages) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        .. pages.OrderBy(page => page.Name != "index").Select(page => new Resource(
            $"docs-{page.Name}", page.Title, $"agw://docs/{page.Name}", page.Summary,
            (_, _) => Task.FromResult(Outcome.Of(page.Text)))
        {
            MimeType = Resource.Markdown,
            Bytes = page.Bytes,
        }),
        new Resource(
            "docs", "Documentation", "agw://docs/{page}",
                "How to use this daemon, for a model. Begin with the page index.",
            (request, _) => Task.FromResult<Outcome<string>>(
                new Rejection("unknown_resource", $"There is no resource agw://docs/{request.Variable}.")))
        {
            MimeType = Resource.Markdown,
        },
    ];
}
