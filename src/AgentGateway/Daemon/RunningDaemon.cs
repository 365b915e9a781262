using AgentGateway.Connections;
using AgentGateway.Control;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Events;
using AgentGateway.Http;
using AgentGateway.Logging;
using AgentGateway.Posix;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Daemon;

/// <summary>
/// Everything that runs while the daemon does, started in the order in which it is needed and stopped in the other.
/// </summary>
internal sealed partial class RunningDaemon(
    ServeOptions options, IConfigurationRoot settings, string token, KnownSecrets secrets,
        (ILoggerFactory Loggers, LogFilter Filter) log, TimeProvider time, StopSignal stop)
        : IAsyncDisposable
{
    private readonly ILogger _logger = log.Loggers.CreateLogger<RunningDaemon>();
    private readonly Health _health = new();
    private Composition? _composition;
    private HttpServer? _http;
    private EventFeed? _feed;
    private SocketListener? _socket;
    private TokenConnections? _tokens;
    private LiveSettings? _settings;
    private bool _isAnnounced;

    public string Url => _http?.Url ?? "";

    public async Task<Rejection?> StartAsync(CancellationToken cancellationToken)
    {
        var http = settings.GetSection("Http").Get<HttpOptions>() ?? new();
        var tls = settings.GetSection("Tls").Get<TlsOptions>() ?? new();
        var address = ListenAddress.Read(http.Url ?? HttpOptions.DefaultUrl, options.AllowRemote, tls);
        if (address.IsRejected(out var refused)) return refused;
        var socketPath = SocketPath.Choose(options.Data);
        if (socketPath.IsRejected(out refused)) return refused;

        // The web server and the journal come up side by side; until both are there, the address says that it is
        // starting.
        var routes = new HttpRoutes(
            new(token, http, address.Value.EndPoint.Address), _health, log.Loggers.CreateLogger<HttpRoutes>());
        var connections = ConnectionLimits.Of(http, Descriptor.Max);
        _http = new(routes, http, connections, tls, log.Loggers);
        var opening = Composition.OpenAsync(
            options, settings, token, HookBase, secrets, log.Loggers, time, cancellationToken);
        refused = await _http.StartAsync(
            address.Value, mayMove: options.IsBackground && http.Url is null, cancellationToken);
        _composition = await opening;
        if (refused is not null) return refused;
        if (_composition.Mcp.WrongSetting is { } wrong) return wrong;

        _feed = new(
            _composition.Journal, secrets, TimeSpan.FromSeconds(http.HeartbeatSeconds), time,
                log.Loggers.CreateLogger<EventFeed>());
        var known = new DaemonFile(
            Environment.ProcessId,
            Url,
            socketPath.Value,
            ProgramVersion.Text,
            _composition.Journal.Id,
            time.GetUtcNow());
        _settings = new(
            options.Settings,
            settings,
            new HashSet<string>(_composition.HotSettings, StringComparer.OrdinalIgnoreCase) { "Log:Level" },
            Apply,
            time,
            log.Loggers.CreateLogger<LiveSettings>());
        _settings.Start();
        var calls = OperatorCalls.All(_composition, _settings, _feed, _health, known, stop, time);
        var control = new ControlServer(
            _composition.Tools,
            _composition.Calls,
            calls,
            OperatorCalls.Framed(_composition),
            log.Loggers.CreateLogger<ControlServer>());
        var isInside = _composition.SessionMembership.IsInside;
        _socket = new(
            socketPath.Value, connections, _composition.Mcp, control, isInside, time,
            log.Loggers.CreateLogger<SocketListener>());
        await _composition.StartAsync(cancellationToken);
        routes.Open(
            _composition.Mcp.HandleHttpAsync,
            new(_feed),
            new(_composition.SessionStatus),
            new(_composition.ChatWebhooks),
            _tokens = new(_composition.Tokens, time),
            new(isInside));
        _socket.Start();
        known.Write(options.Data);
        _isAnnounced = true;
        _health.Ready(() => _composition.Damage ?? DiskSpace.Refuse(options.Data.Path));
        Ready(Url, options.Data.Path, known.Pid);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isAnnounced) Stopping();
        _health.NotReady(new("stopping", "The daemon is stopping.", "Ask again when it has been started again."));
        // First of all it is found no more; a bridge that sees the file gone knows that the stop was meant.
        if (_isAnnounced) File.Delete(options.Data.DaemonFile);
        _settings?.Dispose();
        _socket?.StopAccepting();
        if (_feed is not null) await _feed.DisposeAsync();
        if (_composition is not null) await _composition.Mcp.DisposeAsync();
        if (_socket is not null) await _socket.DisposeAsync();
        if (_http is not null) await _http.DisposeAsync();
        _tokens?.Dispose();
        if (_composition is not null) await _composition.DisposeAsync();
        if (_isAnnounced) Stopped();
    }

    private void Apply(IConfigurationRoot changed)
    {
        log.Filter.Set((changed.GetSection("Log").Get<LogOptions>() ?? new()).Level);
        _composition!.Apply(changed);
    }

    private Uri? HookBase() => Url.Length == 0 ? null : ListenAddress.ForThisMachine(Url);

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Url}, data {Data}, pid {ProcessId}.")]
    private partial void Ready(string url, string data, int processId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping.")]
    private partial void Stopping();

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped; everything that was acknowledged is stored.")]
    private partial void Stopped();
}
