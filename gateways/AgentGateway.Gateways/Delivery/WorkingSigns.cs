using System.Collections.Concurrent;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Machines;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Delivery;

/// <summary>
/// Shows in a conversation that an agent works, for as long as a turn of its thread runs, and where the platform can
/// what it has written so far. These are signs and no messages: what cannot be shown is left.
/// </summary>
internal sealed partial class WorkingSigns(
    DeliveryServices services, LiveThreads live, LiveMessages messages, TurnAskers askers)
    : ICommitSubscriber<AgentThread>, IAsyncDisposable
{
    private readonly ConcurrentDictionary<ConversationId, CancellationTokenSource> _shown = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stopping = new();

    void ICommitSubscriber<AgentThread>.Committed(Receipt<AgentThread> receipt)
    {
        var works = receipt.State.Turns.Any(turn => turn is { Running: true, WaitingSince: null });
        foreach (var id in services.Registry.Of(receipt.State.Id))
            if (works) Begin(id, receipt.State);
            else if (_shown.TryRemove(id, out var showing)) showing.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var (id, _) in _shown)
            if (_shown.TryRemove(id, out var showing))
                await showing.CancelAsync();
        await Task.WhenAll(_running.Keys);
        _stopping.Dispose();
    }

    private void Begin(ConversationId id, AgentThread thread)
    {
        if (services.Registry.Find(id) is not { Place: { } place, Closed: null }
            || services.Connections.Find(place.Platform) is not var (connection, _))
            return;
        var ending = new CancellationTokenSource();
        if (!_shown.TryAdd(id, ending)) return;
        if (connection.Features.WorkingPause is { } pause)
            Keep(Task.Run(() => ShowAsync(connection, place, pause, ending.Token), CancellationToken.None));
        if (place.IsDirect ? connection.Features.HasLiveText : connection.Features.HasLiveTextInGroups)
            Keep(Task.Run(() => ShowLiveAsync(id, connection, place, thread, ending.Token), CancellationToken.None));
    }

    private void Keep(Task task)
    {
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

    /// <summary>Shows the text of the answer as it grows, at the pace of the platform, until the first fault.</summary>
    private async Task ShowLiveAsync(
        ConversationId id,
        IChatConnection connection,
        ConversationLocation place,
        AgentThread thread,
        CancellationToken cancellationToken)
    {
        var shownAt = 0L;
        var asker = (Turn: default(TurnId?), Person: default(ChatPerson?));
        try
        {
            await foreach (var news in live.FollowAsync(thread.Id, tellsStanding: true, cancellationToken))
            {
                // What was written before anyone followed is known only by the turn.
                var turn = news.Kind switch
                {
                    "standing" => thread.Turns.FirstOrDefault(open => live.Shown(open.Id).Length > 0)?.Id,
                    "delta" when news.TurnId is { } writing => new TurnId(writing),
                    _ => default(TurnId?),
                };
                if (turn is not { } answer || live.Shown(answer) is not { Length: > 0 } text) continue;
                if (shownAt != 0 && services.Time.GetElapsedTime(shownAt) < connection.Features.LivePause)
                    continue;
                shownAt = services.Time.GetTimestamp();
                if (connection.Features.Length(text) > connection.Features.LengthMax) continue;
                if (!connection.Features.IsLiveTextMessage)
                    await connection.ShowLiveAsync(
                        ConversationService.AddressOf(place), new(answer.Value, text), cancellationToken);
                else if (services.Registry.Find(id) is { Closed: null } now && now.Thread == thread.Id)
                {
                    if (asker.Turn != answer) asker = (answer, await askers.OfAsync(id, thread.Id, answer, cancellationToken));
                    if (!place.IsDirect && asker.Person is null) continue;
                    // The answer may have grown meanwhile, or may be there already.
                    if (live.Shown(answer) is not { Length: > 0 } latest) continue;
                    await messages.ShowAsync(
                        id, place, connection, new(thread.Id, answer, thread.Version, IsText: true),
                        new(answer.Value, latest, asker.Person), cancellationToken, _stopping.Token);
                }
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
