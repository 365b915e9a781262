using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

public sealed partial class SessionService
{
    /// <summary>
    /// Runs one shell line and answers how it went: in a terminal of its own, or as the next thing in a shell session. What takes longer
    /// than its time is interrupted, and says so.
    /// </summary>
    public Task<Outcome<RunView>> RunAsync(Caller caller, RunCommand request, IProgress<string>? progress, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<Outcome<QueuedCommandEnvelope>> EnqueueAsync(Caller caller, EnqueueCommand request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>All that wait and run, and the newest that have ended.</summary>
    public Task<Outcome<QueueView>> QueueAsync(string session, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes a command out of the queue that has not begun.</summary>
    public Task<Outcome<QueuedCommandEnvelope>> DequeueAsync(Caller caller, string session, string commandId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
