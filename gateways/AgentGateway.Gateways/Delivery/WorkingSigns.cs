using System.Collections.Concurrent;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Machines;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Delivery;

/// <summary>
/// Shows in a conversation that an agent works, for as long as a turn of its thread runs. It is a sign and no message:
/// what cannot be shown is left.
/// </summary>
internal sealed partial class WorkingSigns(DeliveryServices services) : ICommitSubscriber<AgentThread>, IAsyncDisposable
{
    private readonly ConcurrentDictionary<ConversationId, CancellationTokenSource> _shown = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    void ICommitSubscriber<AgentThread>.Committed(Receipt<AgentThread> receipt)
    {
        var works = receipt.State.Turns.Any(turn => turn is { Running: true, WaitingSince: null });
        foreach (var id in services.Registry.Of(receipt.State.Id))
            if (works) Begin(id);
            else if (_shown.TryRemove(id, out var showing)) showing.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (id, _) in _shown)
            if (_shown.TryRemove(id, out var showing))
                await showing.CancelAsync();
        await Task.WhenAll(_running.Keys);
    }

    private void Begin(ConversationId id)
    {
        if (services.Registry.Find(id) is not { Place: { } place, Closed: null }
            || services.Connections.Find(place.Platform) is not ({ Features.WorkingPause: { } pause } connection, _))
            return;
        var ending = new CancellationTokenSource();
        if (!_shown.TryAdd(id, ending)) return;
        var token = ending.Token;
        var task = Task.Run(() => ShowAsync(connection, place, pause, token), CancellationToken.None);
        _running.TryAdd(task, true);
        task.ContinueWith(
            done => _running.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task ShowAsync(
        IChatConnection connection, ConversationLocation place, TimeSpan pause, CancellationToken cancellationToken)
    {
        var address = ConversationService.AddressOf(place);
        try
        {
            while (true)
            {
                await connection.ShowWorkingAsync(address, cancellationToken);
                await Task.Delay(pause, services.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The turn has ended, or the connection has.
        }
        catch (Exception fault) when (fault is ChatException or ObjectDisposedException)
        {
            LogNotShown(services.Log, place.Platform, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Platform}: that an agent works was not shown: {Reason}")]
    private static partial void LogNotShown(ILogger log, string platform, string reason);
}
