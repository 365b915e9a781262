namespace AgentGateway.McpClients;

/// <summary>
/// Asks for a stream of events at most once a second: the SDK asks again at once when it is refused, which a server
/// that was started anew, and has forgotten us, does every time.
/// </summary>
internal sealed class PacedStreams(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
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
