using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Mcp.Docs;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Resources;

/// <summary>Reads what an <c>agw://</c> address names.</summary>
internal sealed class ResourceReader(ThreadService threads, AgentService agents)
{
    private const int LatestMessages = 100;

    /// <summary>The content, or why there is none of that address.</summary>
    public async Task<Outcome<TextResourceContents>> ReadAsync(string uri, CancellationToken cancellationToken)
    {
        if (uri == ResourceUris.Threads)
            return Json(uri, await threads.ListAsync(new(), cancellationToken), ViewJson.Plain.ThreadListView);
        if (uri == ResourceUris.Agents)
            return Json(uri, agents.List(), ViewJson.Plain.AgentListView);
        if (ResourceUris.TryMatch(uri, ResourceUris.ThreadTemplate, out var thread))
            return Json(uri, await ReadLatestAsync(thread, LatestMessages, cancellationToken), ViewJson.Plain.ThreadReadView);
        if (ResourceUris.TryMatch(uri, ResourceUris.AgentTemplate, out var agent))
            return Json(uri, agents.Get(agent), ViewJson.Plain.AgentEnvelope);
        if (ResourceUris.TryMatch(uri, ResourceUris.PageTemplate, out var name) && DocsPages.Find(name) is { } page)
            return new TextResourceContents { Uri = uri, MimeType = ResourceCatalogue.Markdown, Text = page.Text };
        return new Rejection("unknown_resource", $"There is no resource {uri}.");
    }

    /// <summary>A thread and its last messages.</summary>
    public Task<Outcome<ThreadReadView>> ReadLatestAsync(string threadId, int messages, CancellationToken cancellationToken) =>
        threads.ReadAsync(new(threadId, Before: long.MaxValue.ToString(CultureInfo.InvariantCulture), Limit: messages), cancellationToken);

    private static Outcome<TextResourceContents> Json<T>(string uri, Outcome<T> outcome, JsonTypeInfo<T> view) => outcome.Map(value =>
        new TextResourceContents { Uri = uri, MimeType = ResourceCatalogue.Json, Text = JsonSerializer.Serialize(value, view) });
}
