using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Slack;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>
/// A connection to a server of its own, with a host that keeps what comes. It runs again after each loss, as the
/// gateway has it run, until a fault that only a person can mend.
/// </summary>
internal sealed class SlackLink : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _running;

    private SlackLink(SlackServer server, SlackConnection connection, RecordingHost host) =>
        (Server, Connection, Host) = (server, connection, host);

    public SlackServer Server { get; }

    public SlackConnection Connection { get; }

    public RecordingHost Host { get; }

    /// <summary>Completes with the fault that stops the gateway.</summary>
    public TaskCompletionSource<ChatException> Stopped { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="clock">Waits of up to five seconds are jumped over, and no time-out comes.</param>
    public static async Task<SlackLink> MakeAsync(
        SlackEndpoint? endpoint = null, TimeProvider? clock = null, TimeSpan pingInterval = default)
    {
        var server = await SlackServer.StartAsync();
        var host = new RecordingHost();
        endpoint ??= new()
        {
            ApiBase = new("http://localhost"), BotToken = SlackServer.BotToken, AppToken = SlackServer.AppToken,
        };
        var connection = new SlackConnection(
            endpoint with { ApiBase = SlackEndpoint.BaseOf(server.ApiBase)! },
            host,
            clock ?? new FakeClock(SlackLimits.WaitMax),
            pingInterval);
        return new(server, connection, host);
    }

    /// <summary>A link that runs and is connected.</summary>
    public static async Task<SlackLink> StartAsync(FakeClock? clock = null, TimeSpan pingInterval = default)
    {
        var link = await MakeAsync(clock: clock, pingInterval: pingInterval);
        link.Run();
        await link.Host.ConnectedAsync();
        await link.Server.Deliveries.NextSocketAsync();
        return link;
    }

    public void Run() => _running = RunAsync();

    /// <summary>The next message of a person that the gateway stored.</summary>
    public async Task<InboundMessage> NextMessageAsync() => Assert.IsType<InboundMessage>(await Host.NextAsync());

    public static ChatAddress At(string channel, string? thread) => new("slack", SlackServer.BotUser, channel, thread);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is not null) await _running;
        await Connection.DisposeAsync();
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
            try
            {
                await Connection.RunAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (ChatException exception)
                when (exception.Kind is ChatFaultKind.BadToken or ChatFaultKind.Misconfigured)
            {
                Stopped.TrySetResult(exception);
                return;
            }
            catch (ChatException)
            {
                // The gateway would wait a second first.
            }
    }
}
