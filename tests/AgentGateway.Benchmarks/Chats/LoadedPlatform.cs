using System.Threading.Channels;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Benchmarks.Chats;

/// <summary>A chat platform in this process that takes no time itself.</summary>
internal sealed class LoadedPlatform : IChatPlatform, IModule
{
    private readonly TaskCompletionSource<IChatHost> _connected = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "load";

    public string Title => "Load";

    public ChatSetup Setup { get; } = new([], [], static (_, _) => null);

    /// <summary>Where messages are given to the gateway, once it is connected.</summary>
    public Task<IChatHost> Host => _connected.Task;

    /// <summary>The conversations and texts of what was sent, in order.</summary>
    public Channel<(string Chat, string Text)> Sent { get; } = Channel.CreateUnbounded<(string, string)>();

    public void Register(ModuleBuilder module) => module.Instance<IChatPlatform>(this);

    public ChatSettings Read(Func<string?, string, string?> resolve) => new()
    {
        IsEnabled = true,
        ConnectionDigest = "",
        People = ["1"],
        AllowsGroup = static _ => false,
    };

    public IChatConnection Connect(Func<string?, string, string?> resolve, IChatHost host) =>
        new Connection(this, host);

    private sealed class Connection(LoadedPlatform platform, IChatHost host) : IChatConnection
    {
        private int _ids;

        public ChatFeatures Features { get; } = new()
        {
            LengthMax = 4_000,
            Length = static text => text.Length,
            LivePause = TimeSpan.Zero,
            FileBytesMax = 1_000_000,
        };

        public Task RunAsync(CancellationToken cancellationToken)
        {
            host.Connected(new("bot", "bot"));
            platform._connected.TrySetResult(host);
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        public Task<string> SendAsync(
            ChatAddress address, OutboundMessage message, CancellationToken cancellationToken)
        {
            platform.Sent.Writer.TryWrite((address.Chat, message.Markdown));
            return Task.FromResult($"sent{Interlocked.Increment(ref _ids)}");
        }

        public Task EditAsync(
            ChatAddress address, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task ShowWorkingAsync(ChatAddress address, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task MarkQueuedAsync(ChatAddress address, string messageId, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<string?> ShowLiveAsync(
            ChatAddress address, LiveText text, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task AnswerPressAsync(string answer, string? text, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task AnswerPrivatelyAsync(
            string answer, OutboundMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<ChatAddress> OpenDirectAsync(string personId, CancellationToken cancellationToken) =>
            Task.FromResult(new ChatAddress("load", "bot", personId));

        public Task<byte[]> DownloadAsync(string reference, long bytesMax, CancellationToken cancellationToken) =>
            Task.FromResult(Array.Empty<byte>());

        public Task<IReadOnlyList<ChatProbe>> ProbeAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ChatProbe>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
