using System.Collections.Concurrent;
using System.Security.Cryptography;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Cards;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Delivery;
using AgentGateway.Gateways.Inbound;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Approvals;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Supervision;

/// <summary>
/// Keeps a connection to each platform that is enabled: one loop a platform, so that none disturbs another. A lost
/// connection is made again after 1 to 30 seconds with jitter; what only a person can put right stops that platform until
/// its settings change.
/// </summary>
internal sealed partial class ChatGateways(
    PlatformSettings platforms,
    ChatAccess access,
    LiveConnections connections,
    GatewayStandings standings,
    ChatHostServices services,
    ChatDelivery delivery,
    ChatCards cards,
    RequestSurfaces surfaces) : IAsyncDisposable
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, IChatConnection> _open = new(StringComparer.Ordinal);
    private readonly List<Task> _loops = [];
    private readonly Lock _changing = new();
    private TaskCompletionSource _changed = New();

    /// <summary>The platforms whose requests to the daemon are answered, by path.</summary>
    public IChatWebhook? Webhook(string path) =>
        _open.Values.OfType<IChatWebhook>().FirstOrDefault(hook => hook.Path == path);

    /// <summary>The connection of a platform, whether or not it is up; null where it has none.</summary>
    public IChatConnection? Find(string platform) => _open.GetValueOrDefault(platform);

    /// <summary>Connects what is enabled, and goes on with what is to be shown.</summary>
    public void Start()
    {
        if (platforms.All.Count == 0) return;
        foreach (var platform in platforms.All)
            _loops.Add(Task.Run(() => KeepAsync(platform), CancellationToken.None));
        delivery.Start();
        surfaces.Add(cards);
    }

    /// <summary>The settings or what is paused may have changed.</summary>
    public void Look()
    {
        TaskCompletionSource changed;
        lock (_changing) (changed, _changed) = (_changed, New());
        changed.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        _stopping.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Changed
    {
        get
        {
            lock (_changing) return _changed.Task;
        }
    }

    private async Task KeepAsync(IChatPlatform platform)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var changed = Changed;
            try
            {
                if (Standing(platform) is { } settings) await UseAsync(platform, settings.ConnectionDigest);
                else await changed.WaitAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(services.Log, exception, platform.Title);
                standings.Tell(platform.Name, "waiting", "It failed inside the daemon; the log says why.");
                await Task.Delay(PauseMax, services.Time, _stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The settings, where the platform is to be connected; else it is told why not.</summary>
    private ChatSettings? Standing(IChatPlatform platform)
    {
        var settings = platforms.Of(platform);
        if (!settings.IsEnabled) standings.Tell(platform.Name, "off");
        else if (settings.Missing is { } missing) standings.Tell(platform.Name, "stopped", missing);
        else if (access.Of(platform.Name).IsPaused) standings.Tell(platform.Name, "paused");
        else return settings;
        return null;
    }

    /// <summary>Uses one connection for as long as its settings stay the same and it is not paused.</summary>
    private async Task UseAsync(IChatPlatform platform, string digest)
    {
        IChatConnection? made = null;
        var isUp = false;
        var host = new ChatHost(platform, services, account =>
        {
            isUp = true;
            standings.Connected(platform.Name, account);
            connections.Up(platform.Name, made!, account);
            LogConnected(services.Log, platform.Title, account.Name);
        });
        await using var connection = made = platforms.Connect(platform, host);
        _open[platform.Name] = connection;
        try
        {
            var pause = PauseMin;
            while (Standing(platform)?.ConnectionDigest == digest)
            {
                isUp = false;
                standings.Tell(platform.Name, "connecting");
                var fault = await RunAsync(platform, connection, digest);
                connections.Down(platform.Name);
                if (fault is null) continue;
                if (isUp) pause = PauseMin;
                if (fault.Kind is ChatFaultKind.BadToken or ChatFaultKind.Misconfigured)
                {
                    standings.Tell(platform.Name, "stopped", fault.Message, fault.Hint);
                    LogStopped(services.Log, platform.Title, fault.Message);
                    await UntilOtherAsync(platform, digest);
                    return;
                }

                standings.Tell(platform.Name, "waiting", fault.Message, fault.Hint);
                LogLost(services.Log, platform.Title, fault.Message);
                var wait = fault.RetryAfter ?? pause * (0.5 + RandomNumberGenerator.GetInt32(1000) / 1000.0);
                await Task.WhenAny(Task.Delay(wait, services.Time, _stopping.Token), Changed);
                _stopping.Token.ThrowIfCancellationRequested();
                pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            }
        }
        finally
        {
            connections.Down(platform.Name);
            _open.TryRemove(new(platform.Name, connection));
        }
    }

    /// <summary>Runs the connection until it is lost or is to be used no more.</summary>
    private async Task<ChatException?> RunAsync(IChatPlatform platform, IChatConnection connection, string digest)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var running = RunAsync(connection, ending.Token);
        while (!running.IsCompleted)
        {
            var changed = Changed;
            if (Standing(platform)?.ConnectionDigest != digest) break;
            await Task.WhenAny(running, changed);
        }

        await ending.CancelAsync();
        return await running;
    }

    private async Task<ChatException?> RunAsync(IChatConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.RunAsync(cancellationToken);
            return null;
        }
        catch (ChatException fault)
        {
            return fault;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            return null;
        }
    }

    private async Task UntilOtherAsync(IChatPlatform platform, string digest)
    {
        while (true)
        {
            var changed = Changed;
            var settings = platforms.Of(platform);
            if (!settings.IsEnabled || settings.ConnectionDigest != digest || access.Of(platform.Name).IsPaused) return;
            await changed.WaitAsync(_stopping.Token);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Platform} is connected as {Account}.")]
    private static partial void LogConnected(ILogger log, string platform, string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} is not connected and is tried again: {Reason}")]
    private static partial void LogLost(ILogger log, string platform, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Platform} is stopped until its settings change: {Reason}")]
    private static partial void LogStopped(ILogger log, string platform, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway of {Platform} failed.")]
    private static partial void LogFailed(ILogger log, Exception exception, string platform);
}
