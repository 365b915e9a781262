namespace AgentGateway.McpClients;

/// <summary>
/// Sends requests and bounds their responses: a plain response as a whole, a stream of events line by line.
/// </summary>
internal sealed class BoundedResponses(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string EventStream = "text/event-stream";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var content = response.Content;
        var bounded = new StreamContent(new BoundedStream(
            await content.ReadAsStreamAsync(cancellationToken), LineTransport.LineBytesMax,
                isByLine: content.Headers.ContentType?.MediaType == EventStream));
        foreach (var header in content.Headers) bounded.Headers.TryAddWithoutValidation(header.Key, header.Value);
        response.Content = bounded;
        return response;
    }
}
