using System.Collections.Concurrent;
using System.Threading.Channels;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests;

/// <summary>Stands in for the gateway where a connection alone is tested: it keeps what it is given, in order.</summary>
internal sealed class RecordingHost : IChatHost
{
    private readonly Channel<InboundEvent> _events = Channel.CreateUnbounded<InboundEvent>();
    private readonly Channel<ChatAccount> _connected = Channel.CreateUnbounded<ChatAccount>();

    /// <summary>Called with each event before it counts as stored; a test can hold it up or have it fail.</summary>
    public Func<InboundEvent, Task> Storing { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<string> Warnings { get; } = [];

    public List<(ChatAddress Address, string? LastMessageId)> Known { get; } = [];

    public List<ChatCommandWord> Words { get; } =
    [
        new("help", "Shows what can be said here.", null),
        new("approve", "Approves a call that waits.", "ID"),
    ];

    public IReadOnlyList<ChatCommandWord> Commands => Words;

    public List<ChatCandidate> Candidates { get; } = [];

    public async ValueTask ReceiveAsync(InboundEvent happened, CancellationToken cancellationToken)
    {
        await Storing(happened);
        _events.Writer.TryWrite(happened);
    }

    public ValueTask<IReadOnlyList<ChatCandidate>> CandidatesAsync(
        ChatAddress address, ChatPerson by, string command, string typed, CancellationToken cancellationToken) =>
        new(Candidates);

    public IReadOnlyList<(ChatAddress Address, string? LastMessageId)> Conversations(string account) => Known;

    public void Connected(ChatAccount account) => _connected.Writer.TryWrite(account);

    public void Warn(string text) => Warnings.Enqueue(text);

    /// <summary>The next event that was stored.</summary>
    public async Task<InboundEvent> NextAsync() => await WithinLimitAsync(_events.Reader);

    /// <summary>Whether there is an event now that no one has taken.</summary>
    public bool HasMore => _events.Reader.TryPeek(out _);

    /// <summary>Waits for the next time that the connection is up.</summary>
    public async Task<ChatAccount> ConnectedAsync() => await WithinLimitAsync(_connected.Reader);

    private static async Task<T> WithinLimitAsync<T>(ChannelReader<T> reader)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limits.Signal);
        return await reader.ReadAsync(limit.Token);
    }
}
