using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Waits;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Waits;

/// <summary>
/// Durable handles on waiting for turns and tasks, for clients that poll instead of keeping a call open (MCP tasks). A
/// handle shows its result only to the principal that opened it.
/// </summary>
public sealed class WaitService(
    MachineHost<WaitMachine, WaitState, WaitCommand> host, TurnService turns, TaskService tasks, IIdSource ids)
{
    private static readonly Rejection Unknown = new(
        "unknown_wait", "There is nothing of that id to wait for.",
            "Ask for the turn itself with thread_wait, for a task with task_wait.");

    /// <summary>
    /// Opens a handle; durable when this completes. It has no limit in time: a client that polls may stop at any time.
    /// </summary>
    /// <param name="answer">What the call had to say so far, as JSON.</param>
    public async Task<Outcome<WaitView>> OpenAsync(
        Caller caller, string tool, WaitTarget target, string answer, CancellationToken cancellationToken)
    {
        var principal = caller.Principal.Name;
        var open = target switch
        {
            WaitTarget.Turn turn => new OpenWait(principal, tool, turn.Id, answer),
            WaitTarget.Tasks waited => new OpenWait(principal, tool, null, answer, new([.. waited.Ids], waited.Any)),
            _ => throw new UnreachableException(),
        };
        var stamp = ids.Next();
        var id = new WaitId(stamp.Id("wait", 0));
        var outcome = await SendAsync(id, open, caller, stamp, cancellationToken);
        return outcome.IsRejected(out var refused, out var receipt)
            ? refused
            : await ViewAsync(id, receipt.State, cancellationToken);
    }

    /// <summary>How it stands; refused as <c>unknown_wait</c> also when another principal opened it.</summary>
    public async Task<Outcome<WaitView>> FindAsync(Caller caller, WaitId waitId, CancellationToken cancellationToken) =>
        await OwnAsync(caller, waitId, cancellationToken) is { } state
            ? await ViewAsync(waitId, state, cancellationToken)
            : Unknown;

    /// <summary>Ends the waiting, not the turn.</summary>
    public async Task<Outcome<WaitView>> CancelAsync(Caller caller, WaitId waitId, CancellationToken cancellationToken)
    {
        if (await OwnAsync(caller, waitId, cancellationToken) is null) return Unknown;
        var outcome = await SendAsync(waitId, new CancelWait(), caller, ids.Next(), cancellationToken);
        return outcome.IsRejected(out var refused, out var receipt)
            ? refused
            : await ViewAsync(waitId, receipt.State, cancellationToken);
    }

    /// <summary>
    /// Answers with what people have to decide first, for a caller that cannot be asked: the handle has ended then, and
    /// the work goes on.
    /// </summary>
    public async Task<Outcome<WaitView>> SettleAsync(
        Caller caller, WaitId waitId, IReadOnlyList<PersonRequestId> requests, CancellationToken cancellationToken)
    {
        if (await OwnAsync(caller, waitId, cancellationToken) is null) return Unknown;
        var outcome = await SendAsync(waitId, new SettleWait(requests), caller, ids.Next(), cancellationToken);
        return outcome.IsRejected(out var refused, out var receipt)
            ? refused
            : await ViewAsync(waitId, receipt.State, cancellationToken);
    }

    private async ValueTask<WaitState?> OwnAsync(Caller caller, WaitId waitId, CancellationToken cancellationToken) =>
        await host.LoadAsync(StreamOf(waitId), cancellationToken) is { } state
        && state.Principal == caller.Principal.Name
            ? state
            : null;

    private Task<Outcome<Receipt<WaitState>>> SendAsync(
        WaitId id, WaitCommand command, Caller caller, Stamp stamp, CancellationToken cancellationToken) =>
        host.SendAsync(StreamOf(id), command, new(caller.Principal.Name, stamp.Now), null, cancellationToken);

    private async Task<Outcome<WaitView>> ViewAsync(WaitId id, WaitState state, CancellationToken cancellationToken)
    {
        var view = new WaitView
        {
            WaitId = id,
            Tool = state.Tool,
            Answer = state.Answer,
            Cancelled = state.Cancelled,
            OpenedAt = state.OpenedAt,
            ChangedAt = state.ChangedAt,
            Settled = state.Settled is not null,
        };
        if (state.Tasks is { } waited)
        {
            var now = new WaitForTasks(
                [.. waited.Ids.Select(task => task.Value)], waited.Any ? "any" : "all", TimeoutSeconds: 0);
            return (await tasks.WaitAsync(now, null, cancellationToken)).Map(
                standing => view with { Tasks = standing, Requests = standing.Requests(waited.Any) });
        }

        return (await turns.WaitAsync(state.Turn!.Value.Value, TimeSpan.Zero, null, cancellationToken))
            .Map(turn => view with
            {
                Turn = state.Settled is { } settled
                    ? turn with
                    {
                        Status = "waiting",
                        Reply = null,
                        Failure = null,
                        WaitingFor = [.. settled.Select(request => request.Value)],
                    }
                    : turn,
                Requests = turn is { Status: "waiting", WaitingFor: { } requests }
                    ? [.. requests.Select(PersonRequestId.Of)]
                    : [],
            });
    }

    private static StreamId StreamOf(WaitId id) => StreamId.Of(WaitMachine.Kind, id.Value);
}
