using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using AgentGateway.Storage.Faults;

namespace AgentGateway.Storage.Queues;

/// <summary>
/// The bounded queue between callers and the one thread that writes a database. Work is taken in the order in which it
/// came. The writer's upkeep, such as merging, is done in the pauses.
/// </summary>
/// <param name="isUpkeepOwed">Asked on the writer's thread only, as is <paramref name="keepUp"/>.</param>
/// <param name="keepUp">Does a short piece of upkeep.</param>
internal sealed class WorkQueue<TWork>(int max, Func<bool> isUpkeepOwed, Action keepUp)
{
    private const int PauseMilliseconds = 20;

    private readonly Channel<TWork> _channel = Channel.CreateBounded<TWork>(
        new BoundedChannelOptions(max) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <returns>False when the queue is full or closed.</returns>
    public bool TryPut(TWork work) => _channel.Writer.TryWrite(work);

    /// <summary>Waits for room and puts the work behind all that was put before.</summary>
    /// <exception cref="Runtime.Journal.JournalUnavailableException">The queue is closed.</exception>
    public async ValueTask PutAsync(TWork work, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw Unavailable.Closed();
        }
    }

    public bool TryTake([MaybeNullWhen(false)] out TWork work) => _channel.Reader.TryRead(out work);

    /// <summary>Takes no more work. What is in the queue can still be taken.</summary>
    public void Close() => _channel.Writer.TryComplete();

    /// <summary>
    /// Blocks the writer's thread, which has nothing else to do, until there is work. False: closed, and nothing is
    /// left.
    /// </summary>
    public bool WaitForWork()
    {
        var more = _channel.Reader.WaitToReadAsync(CancellationToken.None);
        if (more.IsCompleted)
            return more.Result;
        var wait = more.AsTask();
        while (isUpkeepOwed() && !wait.Wait(PauseMilliseconds))
        {
            do
            {
                keepUp();
            }
            while (isUpkeepOwed() && !wait.IsCompleted);
        }

        return wait.GetAwaiter().GetResult();
    }
}
