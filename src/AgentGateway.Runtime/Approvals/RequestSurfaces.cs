using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Tells every surface what there is to decide and to answer. Each has a loop of its own, so that a slow one delays
/// no other.
/// </summary>
public sealed class RequestSurfaces : IAsyncDisposable
{
    private readonly ApprovalService _approvals;
    private readonly QuestionService _questions;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _loops = [];

    internal RequestSurfaces(
        ApprovalService approvals, QuestionService questions, TimeProvider time, ILogger<RequestSurfaces> log) =>
        (_approvals, _questions, _time, _log) = (approvals, questions, time, log);

    /// <summary>Adds a surface, for as long as the daemon runs.</summary>
    public void Add(IRequestSurface surface) => _loops.Add(Task.Run(
        async () =>
        {
            try
            {
                await new SurfaceUpdater(surface, _approvals, _questions, _time, _log).RunAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // The daemon stops.
            }
        },
        CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        _stopping.Dispose();
    }
}
