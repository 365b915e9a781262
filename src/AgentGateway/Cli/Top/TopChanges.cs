using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Views;

namespace AgentGateway.Cli.Top;

/// <summary>The sessions that have changed since the last look, as the daemon tells it.</summary>
internal sealed class TopChanges
{
    private readonly HashSet<string> _printed = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _news = New();
    private bool _isListed = true;

    /// <summary>Completes when there is something to take.</summary>
    public Task News
    {
        get
        {
            lock (_gate) return _news.Task;
        }
    }

    /// <summary>Why nothing comes any more, once that is so.</summary>
    public Rejection? Ended { get; private set; }

    /// <summary>Listens until the connection ends.</summary>
    public async Task ListenAsync(ControlClient client, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(DaemonCalls.SessionChanges, [], Take, cancellationToken);
        lock (_gate)
        {
            Ended = answer.Rejection
                ?? new("daemon_gone", "The daemon tells nothing any more.", "Look at `agw status`.");
            _news.TrySetResult();
        }
    }

    /// <summary>
    /// Whether the list is another, and the sessions whose screens are; they count as seen from now on.
    /// </summary>
    public (bool IsListed, IReadOnlyCollection<string> Printed) Take()
    {
        lock (_gate)
        {
            var taken = (_isListed, (IReadOnlyCollection<string>)[.. _printed]);
            _isListed = false;
            _printed.Clear();
            if (Ended is null && _news.Task.IsCompleted) _news = New();
            return taken;
        }
    }

    private Task Take(JsonElement piece)
    {
        var change = piece.Deserialize(HostJson.Plain.SessionChangeView)!;
        lock (_gate)
        {
            _isListed |= change.Listed;
            if (change.SessionId is { Length: > 0 } session) _printed.Add(session);
            _news.TrySetResult();
        }

        return Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
