using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Gateways.Tests.Core;

/// <summary>
/// A platform in this process: people say things on it, and a test sees what the bot does. It outlives the gateway, as
/// a platform does.
/// </summary>
internal sealed class TestPlatform : IChatPlatform
{
    public const string Account = "bot1";

    private readonly Channel<SentMessage> _sent = Channel.CreateUnbounded<SentMessage>();
    private readonly Channel<(string MessageId, OutboundMessage Message)> _edited =
        Channel.CreateUnbounded<(string, OutboundMessage)>();
    private int _ids = 1000;
    private int _events;

    public string Name { get; init; } = "test";

    public string Title => "Test";

    public List<string> People { get; } = ["1"];

    public List<string> Approvers { get; } = [];

    public HashSet<string> Groups { get; } = [];

    public bool RepeatsOnce { get; set; }

    /// <summary>Null: it shows no progress.</summary>
    public TimeSpan? ProgressPause { get; set; }

    /// <summary>Called before a message is edited; it may fail.</summary>
    public Func<OutboundMessage, Task> Editing { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called with each live text, which is then a message that the answer finishes; it may fail.</summary>
    public Func<LiveText, Task>? ShowingLive { get; set; }

    /// <summary>Answers whose live text was ended without them.</summary>
    public ConcurrentQueue<LiveAnswer> EndedLive { get; } = [];

    public ChatSetup Setup { get; } = new([], [], (account, code) => $"test:{account.Name}/{code}");

    /// <summary>Called before a message is sent; it may fail.</summary>
    public Func<ChatAddress, OutboundMessage, Task> Sending { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called after a message arrived; a fault here is one that leaves the sending in doubt.</summary>
    public Func<OutboundMessage, Task> Sent { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called when the gateway connects; it may fail.</summary>
    public Func<Task> Connecting { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<(string Answer, string? Text)> PressAnswers { get; } = [];

    public ConcurrentQueue<string> PrivateAnswers { get; } = [];

    public ConcurrentQueue<string> Queued { get; } = [];

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Called before a file is given out.</summary>
    public Func<string, Task> Downloading { get; set; } = _ => Task.CompletedTask;

    /// <summary>Everything that was sent, also what a test has taken.</summary>
    public ConcurrentQueue<SentMessage> All { get; } = [];

    private IChatHost? Host { get; set; }

    public IModule Module => new PlatformModule(this);

    public ChatSettings Read(Func<string?, string, string?> resolve) => new()
    {
        IsEnabled = true,
        ConnectionDigest = "1",
        People = People,
        Approvers = Approvers,
        AllowsGroup = place => Groups.Contains(place.Channel),
    };

    public IChatConnection Connect(Func<string?, string, string?> resolve, IChatHost host) =>
        new Connection(this, host);

    /// <summary>A person writes directly.</summary>
    public Task<InboundMessage> SaysAsync(string text, string person = "1", string name = "Alice") =>
        SaysAsync(Message(Direct(person), true, text, person, name) with { Addressing = Addressing.Direct });

    /// <summary>A person writes in a group.</summary>
    public Task<InboundMessage> SaysInAsync(
        ChatAddress group, string text, Addressing addressing, string person = "1", string name = "Alice") =>
        SaysAsync(Message(group, false, text, person, name) with { Addressing = addressing });

    public async Task<InboundMessage> SaysAsync(InboundMessage message)
    {
        await (await HostAsync()).ReceiveAsync(message, Gateway.Stop);
        return message;
    }

    /// <summary>The author of a message changes it.</summary>
    public async Task ChangesAsync(InboundMessage message, string text) => await (await HostAsync()).ReceiveAsync(
        new InboundEdit(
            $"event{Interlocked.Increment(ref _events)}", message.Address, message.MessageId, message.Author, text),
        Gateway.Stop);

    /// <summary>A message is deleted. A repetition of that has the same id.</summary>
    public async Task DeletesAsync(InboundMessage message) => await (await HostAsync()).ReceiveAsync(
        new InboundDeletion($"{message.MessageId}:deleted", message.Address, message.MessageId), Gateway.Stop);

    public async Task PressesAsync(SentMessage card, string label, string person = "1", string name = "Alice")
    {
        var data = card.Message.Buttons.SelectMany(row => row).First(button => button.Label == label).Data;
        await PressesDataAsync(card, person, name, data);
    }

    public async Task PressesDataAsync(SentMessage card, string person, string name, string data) =>
        await (await HostAsync()).ReceiveAsync(
            new InboundPress(
                $"event{Interlocked.Increment(ref _events)}", card.Address, new(true, card.Address.Chat),
                new(person, name), data, card.Id, $"press {person}"),
            Gateway.Stop);

    public ChatAddress Direct(string person) => new(Name, Account, person);

    public ChatAddress Group(string chat, string? thread = null) => new(Name, Account, chat, thread);

    public InboundMessage Message(ChatAddress address, bool isDirect, string text, string person, string name) => new(
        $"event{Interlocked.Increment(ref _events)}", address, NewId(), new(isDirect, address.Chat),
        new(person, name), text);

    /// <summary>The next message of the bot, in the order in which they arrived.</summary>
    public async Task<SentMessage> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Gateway.Stop);
        limit.CancelAfter(Limits.Signal);
        return await _sent.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The next message of which that holds; what comes before it is passed over.</summary>
    public async Task<SentMessage> NextAsync(Func<SentMessage, bool> holds)
    {
        while (true)
            if (await NextAsync() is var sent && holds(sent))
                return sent;
    }

    public async Task<(string MessageId, OutboundMessage Message)> NextEditAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Gateway.Stop);
        limit.CancelAfter(Limits.Signal);
        return await _edited.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Waits until the gateway is connected.</summary>
    public async Task<IChatHost> HostAsync()
    {
        await Eventually.TrueAsync(() => Host is not null, "the gateway connects");
        return Host!;
    }

    /// <summary>The id of the message that shows live text.</summary>
    public static string LiveIdOf(string key) => $"live {key}";

    private string NewId() => Interlocked.Increment(ref _ids).ToString(CultureInfo.InvariantCulture);

    /// <summary>A message that the bot sent.</summary>
    internal sealed record SentMessage(ChatAddress Address, string Id, OutboundMessage Message)
    {
        public string Text => Message.Markdown;
    }

    private sealed class PlatformModule(TestPlatform platform) : IModule
    {
        public void Register(ModuleBuilder module) => module.Instance<IChatPlatform>(platform);
    }

    private sealed class Connection(TestPlatform platform, IChatHost host) : IChatConnection
    {
        public ChatFeatures Features => new()
        {
            LengthMax = 500,
            Length = text => text.Length,
            LivePause = TimeSpan.Zero,
            RepeatsOnce = platform.RepeatsOnce,
            ProgressPause = platform.ProgressPause,
            HasLiveText = platform.ShowingLive is not null,
            HasLiveTextInGroups = platform.ShowingLive is not null,
            IsLiveTextMessage = platform.ShowingLive is not null,
            FileBytesMax = 1_000_000,
        };

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            await platform.Connecting();
            platform.Host = host;
            host.Connected(new(Account, "gateway_bot"));
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            finally
            {
                platform.Host = null;
            }
        }

        public async Task<string> SendAsync(
            ChatAddress address, OutboundMessage message, CancellationToken cancellationToken)
        {
            await platform.Sending(address, message);
            if (platform.RepeatsOnce
                && platform.All.FirstOrDefault(one => one.Message.Key == message.Key) is { } earlier)
                return earlier.Id;
            var sent = new SentMessage(address, platform.NewId(), message);
            platform.All.Enqueue(sent);
            platform._sent.Writer.TryWrite(sent);
            await platform.Sent(message);
            return sent.Id;
        }

        public async Task EditAsync(
            ChatAddress address, string messageId, OutboundMessage message, CancellationToken cancellationToken)
        {
            await platform.Editing(message);
            platform._edited.Writer.TryWrite((messageId, message));
        }

        public Task ShowWorkingAsync(ChatAddress address, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task MarkQueuedAsync(ChatAddress address, string messageId, CancellationToken cancellationToken)
        {
            platform.Queued.Enqueue(messageId);
            return Task.CompletedTask;
        }

        public async Task<string?> ShowLiveAsync(
            ChatAddress address, LiveText text, CancellationToken cancellationToken)
        {
            if (platform.ShowingLive is not { } showing) return null;
            await showing(text);
            return LiveIdOf(text.Key);
        }

        public Task EndLiveAsync(ChatAddress address, LiveAnswer live, CancellationToken cancellationToken)
        {
            platform.EndedLive.Enqueue(live);
            return Task.CompletedTask;
        }

        public Task AnswerPressAsync(string answer, string? text, CancellationToken cancellationToken)
        {
            platform.PressAnswers.Enqueue((answer, text));
            return Task.CompletedTask;
        }

        public Task AnswerPrivatelyAsync(
            string answer, OutboundMessage message, CancellationToken cancellationToken)
        {
            platform.PrivateAnswers.Enqueue(message.Markdown);
            return Task.CompletedTask;
        }

        public Task<ChatAddress> OpenDirectAsync(string personId, CancellationToken cancellationToken) =>
            Task.FromResult(platform.Direct(personId));

        public async Task<byte[]> DownloadAsync(string reference, long bytesMax, CancellationToken cancellationToken)
        {
            await platform.Downloading(reference);
            return platform.Files.TryGetValue(reference, out var content)
                ? content
                : throw new ChatException(ChatFaultKind.Refused, "The file is gone.");
        }

        public Task<IReadOnlyList<ChatProbe>> ProbeAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ChatProbe>>([new("The test platform is as it should be.")]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
