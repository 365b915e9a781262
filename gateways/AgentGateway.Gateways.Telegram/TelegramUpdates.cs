using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>
/// The updates that Telegram holds until an offset passes them. The offset never passes one that is not stored; those
/// of
/// one chat or topic are stored in order, those of several beside one another. While one takes long, as with a large
/// file, Telegram is asked again from there, and what it repeats is known by its number. At most 100 are on the way,
/// because Telegram gives no more from one offset. One loop uses it.
/// </summary>
internal sealed class TelegramUpdates(IChatHost host)
{
    /// <summary>What came from the offset on, in Telegram's order, and its storing.</summary>
    private readonly List<(long Id, Task Storing)> _window = [];

    /// <summary>The last storing of each chat or topic that is in the window.</summary>
    private readonly Dictionary<(string Chat, string? Topic), Task> _last = [];

    /// <summary>From which update on Telegram is asked; null before any is known.</summary>
    public long? Offset { get; private set; }

    /// <summary>Whether everything that came is stored.</summary>
    public bool AllStored => _window.Count == 0;

    /// <summary>Has updates stored that are not on the way already; returns before they are.</summary>
    /// <exception cref="ChatException">None of them has a number, so they would come again for ever.</exception>
    public void Take(TelegramReader reader, JsonElement updates, CancellationToken cancellationToken)
    {
        if (updates.ValueKind != JsonValueKind.Array)
            throw new ChatException(ChatFaultKind.Unavailable, "Telegram answered getUpdates with no list of updates.");
        var known = _window.Select(update => update.Id).ToHashSet();
        TelegramUpdate[] all = [.. updates.EnumerateArray().Select(reader.Read)];
        // What is on the way already is not joined to anew: that would not be stored with it.
        TelegramUpdate[] fresh = [.. all.Where(read => read.UpdateId is not { } id || known.Add(id))];
        foreach (var read in TelegramAlbums.Joined(fresh))
        {
            if (read.Skipped is { } reason) host.Warn(reason);
            if (read.UpdateId is { } id)
                _window.Add((id, read.Event is null ? Task.CompletedTask : Begin(read.Event, cancellationToken)));
        }

        if (all.Length > 0 && all.All(read => read.UpdateId is null))
            throw new ChatException(ChatFaultKind.Unavailable, "Telegram sent updates without numbers.");
    }

    /// <summary>Waits until all are stored or the pause is over, and moves the offset behind those that are.</summary>
    /// <exception cref="OperationCanceledException">One was not stored; it comes again with those that follow
    /// it.</exception>
    public async Task StoredAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(_window.Select(update => update.Storing));
        try
        {
            await all.WaitAsync(pause, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            foreach (var (_, storing) in _window.Where(update => update.Storing.IsFaulted || update.Storing.IsCanceled))
                await storing;
        }
        finally
        {
            MoveOffset();
        }
    }

    /// <summary>
    /// Waits for what is on the way, however it ends, and forgets what was not stored, so that it is taken when it
    /// comes
    /// again.
    /// </summary>
    public async Task EndAsync()
    {
        await Task.WhenAll(_window.Select(update => update.Storing))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        MoveOffset();
        _window.Clear();
        _last.Clear();
    }

    private void MoveOffset()
    {
        var stored = _window.TakeWhile(update => update.Storing.IsCompletedSuccessfully).Count();
        if (stored == 0) return;
        Offset = _window[stored - 1].Id + 1;
        _window.RemoveRange(0, stored);
        if (_window.Count == 0) _last.Clear();
    }

    private Task Begin(InboundEvent happened, CancellationToken cancellationToken)
    {
        // In a group without topics a thread is named after one message, so there the whole group is in order.
        var thread = happened.Address.Thread;
        var key = (happened.Address.Chat, thread is not null && thread.StartsWith('m') ? null : thread);
        return _last[key] = StoreAsync(
            _last.GetValueOrDefault(key, Task.CompletedTask), happened, cancellationToken);
    }

    private async Task StoreAsync(Task before, InboundEvent happened, CancellationToken cancellationToken)
    {
        await before;
        await host.ReceiveAsync(happened, cancellationToken);
    }
}
