using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Resources;

/// <summary>Reads what an <c>agw://</c> address names.</summary>
internal sealed class ResourceReader(ThreadService threads, ResourceCatalogue catalogue)
{
    /// <summary>The content for that reader, or why there is none of that address.</summary>
    public async Task<Outcome<TextResourceContents>> ReadAsync(
        Caller caller, string uri, CancellationToken cancellationToken) =>
        (await catalogue.ReadAsync(caller, uri, cancellationToken))
            .Map(content => new TextResourceContents { Uri = uri, MimeType = content.MimeType, Text = content.Text });

    /// <summary>A thread and its last messages.</summary>
    public Task<Outcome<ThreadReadView>> ReadLatestAsync(
        string threadId, int messages, CancellationToken cancellationToken) =>
        threads.ReadAsync(
            new(threadId, Before: long.MaxValue.ToString(CultureInfo.InvariantCulture), Limit: messages),
            cancellationToken);
}
