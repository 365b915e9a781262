using AgentGateway.Gateways.Discord;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>
/// A connection to the test server, run again after each end as the gateway does it, but without waiting, and not after
/// a fault that only a person can put right.
/// </summary>
internal sealed class DiscordBot : IAsyncDisposable
{
    /// <summary>Skips the waits that Discord asks for, and no time-out.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromMilliseconds(4_999);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    private DiscordBot(RecordingHost host, IChatConnection connection)
    {
        (Host, Connection) = (host, connection);
        _running = RunAsync();
    }

    public RecordingHost Host { get; }

    public IChatConnection Connection { get; }

    /// <summary>The faults with which runs ended.</summary>
    public Signal<ChatException> Faults { get; } = new();

    public static DiscordPlatform Platform(
        DiscordServer server, Action<DiscordOptions>? change = null, TimeProvider? time = null)
    {
        var options = new DiscordOptions { ApiBase = server.ApiBase, Token = DiscordServer.Token };
        change?.Invoke(options);
        return new(options, time ?? TimeProvider.System);
    }

    public static DiscordBot Start(
        DiscordServer server, RecordingHost? host = null, TimeProvider? time = null,
        Action<DiscordOptions>? change = null)
    {
        host ??= new();
        return new(host, Platform(server, change, time).Connect((set, _) => set, host));
    }

    /// <summary>A connection that is up.</summary>
    public static async Task<DiscordBot> ConnectAsync(
        DiscordServer server, RecordingHost? host = null, TimeProvider? time = null)
    {
        var bot = Start(server, host, time);
        await bot.Host.ConnectedAsync();
        await server.Gateway.Identified.NextAsync();
        return bot;
    }

    public static ChatAddress Address(string chat, string? thread = null) =>
        new("discord", DiscordWorld.Bot, chat, thread);

    /// <summary>The next message of a person that was stored.</summary>
    public async Task<InboundMessage> NextMessageAsync() => Assert.IsType<InboundMessage>(await Host.NextAsync());

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.WaitAsync(Limits.Signal);
        await Connection.DisposeAsync();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await Connection.RunAsync(_end.Token);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (ChatException exception)
            {
                Faults.Add(exception);
                if (exception.Kind is ChatFaultKind.BadToken or ChatFaultKind.Misconfigured) return;
            }
        }
    }
}
