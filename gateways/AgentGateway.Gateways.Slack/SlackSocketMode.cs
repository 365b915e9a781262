using System.Security.Cryptography;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// Keeps a socket open. Slack closes each after some hours and says so before: then a second one is opened first, and
/// the old one is read until it ends, because Slack delivers to either while both are open.
/// </summary>
internal sealed class SlackSocketMode(
    SlackClient client, SlackIntake intake, TimeProvider time, TimeSpan pingInterval)
{
    /// <summary>How long a socket that Slack wants replaced is still read.</summary>
    private static readonly TimeSpan OldSocketLimit = TimeSpan.FromSeconds(20);

    /// <param name="connected">Called each time a new socket is in use.</param>
    public async Task RunAsync(SlackBot bot, Action connected, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var broken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<Task> sockets = [];
        Task? old = null;
        var retire = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            while (true)
            {
                var socket = await OpenAsync(old, ending.Token);
                var reading = socket.ReadAsync(intake, bot, broken, ending.Token);
                sockets.RemoveAll(over => over.IsCompleted);
                retire.TrySetResult();
                retire = new(TaskCreationOptions.RunContinuationsAsynchronously);
                sockets.Add(KeepAsync(socket, reading, retire.Task, ending.Token));
                connected();
                if (socket.Connections > sockets.Count(open => !open.IsCompleted))
                    intake.Warn(
                        "Another program is connected with the same AppToken, and Slack gives each event to one.");
                await await Task.WhenAny(reading, socket.ReplacementAsked, broken.Task);
                cancellationToken.ThrowIfCancellationRequested();
                if (!socket.ReplacementAsked.IsCompleted)
                    throw new ChatException(ChatFaultKind.Unavailable, "The connection to Slack was lost.");
                old = reading;
            }
        }
        finally
        {
            await ending.CancelAsync();
            foreach (var socket in sockets) await socket.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await intake.DrainAsync();
            // What failed last is known by then, or does not matter any more.
            _ = broken.Task.Exception;
        }
    }

    /// <summary>Opens a socket; while an old one still works, a failure is tried again.</summary>
    private async Task<SlackSocket> OpenAsync(Task? old, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await SlackSocket.OpenAsync(client, time, pingInterval, cancellationToken);
            }
            catch (ChatException exception) when (old is { IsCompleted: false }
                && exception.Kind is ChatFaultKind.Unavailable or ChatFaultKind.InDoubt or ChatFaultKind.RateLimited)
            {
                var pause = exception.RetryAfter
                    ?? TimeSpan.FromMilliseconds(1000 + RandomNumberGenerator.GetInt32(2000));
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(old, Task.Delay(pause, time, waiting.Token));
                await waiting.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Disposes of a socket when it is lost, or some time after another has replaced it.</summary>
    private async Task KeepAsync(SlackSocket socket, Task reading, Task replaced, CancellationToken cancellationToken)
    {
        await using (socket)
        {
            try
            {
                await Task.WhenAny(reading, replaced);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(reading, Task.Delay(OldSocketLimit, time, limit.Token));
                await limit.CancelAsync();
            }
            finally
            {
                await socket.CloseAsync(CancellationToken.None);
            }
        }

        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
