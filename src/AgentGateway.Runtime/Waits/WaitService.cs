using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Waits;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Waits;

/// <summary>
/// Durable handles on waiting for turns, for clients that poll instead of keeping a call open (MCP tasks). A handle shows
/// its result to the principal that opened it and to nobody else.
/// </summary>
public sealed class WaitService(MachineHost<WaitMachine, WaitState, WaitCommand> host, ThreadService threads, IIdSource ids)
{
    private static readonly Rejection Unknown = new(
        "unknown_wait", "There is nothing of that id to wait for.", "Ask for the turn itself with thread_wait.");

    /// <summary>Opens a handle; durable when this completes.</summary>
    /// <param name="answer">What the call had to say so far, as JSON.</param>
    public async Task<Outcome<WaitView>> OpenAsync(Caller caller, string tool, string turnId, string answer, CancellationToken cancellationToken)
    {
        var stamp = ids.Next();
        var id = stamp.Id("wait", 0);
        var outcome = await SendAsync(id, new OpenWait(caller.Principal.Name, tool, new(turnId), answer), caller, stamp, cancellationToken);
        return outcome.IsRejected(out var refused, out var receipt) ? refused : await ViewAsync(id, receipt.State, cancellationToken);
    }

    /// <summary>How it stands; refused as <c>unknown_wait</c> also when it is somebody else's.</summary>
    public async Task<Outcome<WaitView>> FindAsync(Caller caller, string waitId, CancellationToken cancellationToken) =>
        await OwnAsync(caller, waitId, cancellationToken) is { } state ? await ViewAsync(waitId, state, cancellationToken) : Unknown;

    /// <summary>Ends the waiting, not the turn.</summary>
    public async Task<Outcome<WaitView>> CancelAsync(Caller caller, string waitId, CancellationToken cancellationToken)
    {
        if (await OwnAsync(caller, waitId, cancellationToken) is null) return Unknown;
        var outcome = await SendAsync(waitId, new CancelWait(), caller, ids.Next(), cancellationToken);
        return outcome.IsRejected(out var refused, out var receipt) ? refused : await ViewAsync(waitId, receipt.State, cancellationToken);
    }

    private async ValueTask<WaitState?> OwnAsync(Caller caller, string waitId, CancellationToken cancellationToken) =>
        waitId.StartsWith("wait_", StringComparison.Ordinal) && waitId.Length <= 64
        && await host.LoadAsync(StreamOf(waitId), cancellationToken) is { } state && state.Principal == caller.Principal.Name
            ? state
            : null;

    private Task<Outcome<Receipt<WaitState>>> SendAsync(
        string id, WaitCommand command, Caller caller, Stamp stamp, CancellationToken cancellationToken) =>
        host.SendAsync(StreamOf(id), command, new(caller.Principal.Name, stamp.Now), null, cancellationToken);

    private async Task<Outcome<WaitView>> ViewAsync(string id, WaitState state, CancellationToken cancellationToken) =>
        (await threads.WaitAsync(state.Turn.Value, TimeSpan.Zero, null, cancellationToken))
            .Map(turn => new WaitView(id, state.Tool, state.Answer, state.Cancelled, turn, state.OpenedAt, state.ChangedAt));

    private static StreamId StreamOf(string id) => StreamId.Of(WaitMachine.Kind, id);
}
