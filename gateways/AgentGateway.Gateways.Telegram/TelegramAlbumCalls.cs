using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>
/// Albums that Telegram brings by calls, a message each and several at once: the calls are held until no further
/// message of the album has come for a moment, and are then answered together. Safe for several threads.
/// </summary>
internal sealed class TelegramAlbumCalls(IChatHost host, TimeProvider time, TimeSpan pause) : IAsyncDisposable
{
    private const int MessagesMax = 10;
    private const int StoredMax = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Chat, string Author, string Album), Album> _open = [];

    /// <summary>Messages of albums that are stored: one that is brought again alone is no message of its own.</summary>
    private readonly HashSet<long> _stored = [];
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Completes when the album of the message is stored; a call that is given up cancels nothing.</summary>
    /// <exception cref="OperationCanceledException">It was not stored: Telegram has to bring all of it again.</exception>
    public async Task TakeAsync(TelegramUpdate read, InboundMessage message, CancellationToken cancellationToken)
    {
        var key = (message.Address.Chat, message.Author.Id, read.Album!);
        Album? album;
        lock (_gate)
        {
            if (_stored.Contains(read.UpdateId!.Value)) return;
            if (!_open.TryGetValue(key, out album))
            {
                album = _open[key] = new();
                album.Stored = GatherAsync(key, album);
            }

            album.Updates[read.UpdateId.Value] = read;
        }

        await album.Stored.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Task[] open;
        lock (_gate) open = [.. _open.Values.Select(album => album.Stored)];
        await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task GatherAsync((string, string, string) key, Album album)
    {
        IReadOnlyList<TelegramUpdate> updates;
        for (var known = 0; ;)
        {
            await Task.Delay(pause, time, _ending.Token);
            lock (_gate)
            {
                if (album.Updates.Count > known && album.Updates.Count < MessagesMax)
                {
                    known = album.Updates.Count;
                    continue;
                }

                _open.Remove(key);
                updates = [.. album.Updates.Values];
                break;
            }
        }

        foreach (var joined in TelegramAlbums.Joined(updates))
            if (joined.Event is { } happened)
                await host.ReceiveAsync(happened, _ending.Token);
        lock (_gate)
        {
            if (_stored.Count >= StoredMax) _stored.Clear();
            foreach (var update in updates) _stored.Add(update.UpdateId!.Value);
        }
    }

    private sealed class Album
    {
        /// <summary>In the order of their numbers, whatever order they were brought in.</summary>
        public SortedDictionary<long, TelegramUpdate> Updates { get; } = [];

        public Task Stored { get; set; } = Task.CompletedTask;
    }
}
