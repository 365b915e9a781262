using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Waits;

/// <summary>
/// Durable handles on waiting for turns, for clients that poll instead of keeping a call open (MCP tasks). A handle shows
/// its result to the principal that opened it and to nobody else.
/// </summary>
public sealed class WaitService
{
    /// <summary>Opens a handle; durable when this completes.</summary>
    /// <param name="answer">What the call had to say so far, as JSON.</param>
    public Task<Outcome<WaitView>> OpenAsync(Caller caller, string tool, string turnId, string answer, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>How it stands; refused as <c>unknown_wait</c> also when it is somebody else's.</summary>
    public Task<Outcome<WaitView>> FindAsync(Caller caller, string waitId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends the waiting, not the turn.</summary>
    public Task<Outcome<WaitView>> CancelAsync(Caller caller, string waitId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
