using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Telegram;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>A connection of the gateway to a <see cref="TelegramServer"/>, which runs until it is disposed.</summary>
internal sealed class TelegramBot : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();

    private TelegramBot(TelegramServer server, TelegramOptions options, TimeProvider time, RecordingHost host)
    {
        Options = options;
        Host = host;
        options.Token ??= TelegramServer.Token;
        options.ApiRoot ??= server.Root;
        Connection = new TelegramPlatform(options, time).Connect((set, _) => set, Host);
        Running = Connection.RunAsync(_ending.Token);
    }

    public TelegramOptions Options { get; }

    public RecordingHost Host { get; }

    public IChatConnection Connection { get; }

    /// <summary>The run that is under way, or ended.</summary>
    public Task Running { get; private set; }

    /// <summary>A connection that is up.</summary>
    public static async Task<TelegramBot> ConnectedAsync(
        TelegramServer server, TelegramOptions? options = null, TimeProvider? time = null)
    {
        var bot = Starting(server, options, time);
        var connected = bot.Host.ConnectedAsync();
        if (await Task.WhenAny(connected, bot.Running) == bot.Running) await bot.Running;
        await connected;
        return bot;
    }

    /// <summary>A connection that has begun to connect.</summary>
    public static TelegramBot Starting(
        TelegramServer server, TelegramOptions? options = null, TimeProvider? time = null,
        RecordingHost? host = null) =>
        new(server, options ?? new(), time ?? TimeProvider.System, host ?? new());

    /// <summary>How the run under way ended.</summary>
    public async Task<ChatException> FaultAsync() =>
        await Assert.ThrowsAsync<ChatException>(() => Running.WaitAsync(Limits.Signal));

    /// <summary>Runs again, as the gateway does after a fault.</summary>
    public async Task RunAgainAsync()
    {
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Running = Connection.RunAsync(_ending.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Connection.DisposeAsync();
        _ending.Dispose();
    }
}
