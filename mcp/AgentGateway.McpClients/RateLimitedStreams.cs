namespace AgentGateway.McpClients;

/// <summary>
/// Requests a stream of events at most once a second. The SDK tries again at once when it is refused, and a server that
/// was restarted, and no longer knows the session, refuses every time.
/// </summary>
internal sealed class RateLimitedStreams(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private Task _free = Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get)
        {
            await _free.WaitAsync(cancellationToken);
            _free = Task.Delay(Pause, time, CancellationToken.None);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
