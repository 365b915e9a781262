using AgentGateway.Domain;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Carries a prompt out as a turn: as a message of the task's thread, as a delegation where another agent than the
/// thread's owner is to answer, or in a new thread. The turn is durable, so a run is followed again after a crash.
/// </summary>
internal sealed class TurnWork(
    ThreadService threads,
    MessageService messages,
    DelegationService delegations,
    TurnService turns,
    ThreadDispatcher dispatcher,
    TaskSignals signals)
{
    public async Task<RunEnd> RunAsync(TaskRun run)
    {
        var link = run.Task.Link;
        if (link?.Turn is null)
        {
            if ((await signals.UntilRoomAsync(() => BeginAsync(run), run.Cancelled)).IsRejected(
                out var refused, out var begun))
                return new RunEnd.Failed(Failure.Of(refused));
            link = begun;
            if (!await run.LinkAsync(link)) await CancelAsync(begun.Turn!.Value);
        }

        return await FollowAsync(run, link.Thread!.Value, link.Turn!.Value);
    }

    /// <summary>
    /// Cancels the turn of an ended run, also where the task had not recorded yet which turn that is. Repeating it
    /// changes nothing.
    /// </summary>
    public async Task StopAsync(AgentTask task, TaskLink? link, CancellationToken cancellationToken)
    {
        var turn = link?.Turn ?? await turns.BegunUnderAsync(task.CreatedBy, TaskRun.KeyOf(task), cancellationToken);
        if (turn is { } begun) await CancelAsync(begun);
    }

    /// <summary>Begins the turn. Nothing cancels this, so that a turn that has begun is always recorded.</summary>
    private async Task<Outcome<TaskLink>> BeginAsync(TaskRun run)
    {
        var task = run.Task;
        var caller = new Caller(new Principal(task.CreatedBy))
        {
            Client = ClientName.Of(task.Client), Speaker = task.Speaker,
        };
        var prompt = run.Work.Prompt!;
        var thread = task.Thread?.Value;
        if (thread is null)
        {
            var create = new CreateThread(task.Title, task.Agent?.Value, run.Directory, $"{run.Key}:thread");
            if ((await threads.CreateAsync(caller, create, CancellationToken.None)).IsRejected(
                out var refused, out var created))
                return refused;
            thread = created.Thread.Id;
        }
        else if (task.Agent is { } agent
            && await dispatcher.LoadAsync(new(thread), run.Cancelled) is { } state
            && state.Owner != agent)
        {
            var delegated = await delegations.DelegateAsync(
                caller,
                new(agent.Value, prompt, thread, run.Key) { Task = task.Id, WorksFor = task.WorksFor },
                CancellationToken.None);
            return delegated.Map(view => new TaskLink(new ThreadId(view.HiddenThreadId), new TurnId(view.TurnId)));
        }

        var sent = await messages.SendAsync(
            caller,
            new(prompt, thread, null, run.Key) { GivesOrders = false, Task = task.Id, WorksFor = task.WorksFor },
            CancellationToken.None);
        return sent.Map(view => new TaskLink(new ThreadId(view.ThreadId), new TurnId(view.TurnId!)));
    }

    private async Task<RunEnd> FollowAsync(TaskRun run, ThreadId thread, TurnId turn)
    {
        using var watch = signals.Listen([turn.Value]);
        var (waits, waitsOn) = (run.Task.Wait is { Held: true }, run.Task.Wait?.On);
        while (true)
        {
            // The turn of a delegation exists a moment later.
            if (await turns.StandsAsync(turn, run.Cancelled) is { } standing)
            {
                if (EndOf(standing) is { } end) return end;
                if (standing.Status == TurnStatus.Waiting)
                {
                    // Since the last look one request may have been answered and another one opened.
                    var request = await RequestOfAsync(thread, turn, run.Cancelled);
                    if (!waits || request != waitsOn) await run.WaitsAsync(request);
                    waitsOn = request;
                }
                else if (waits) await run.GoesOnAsync();
                waits = standing.Status == TurnStatus.Waiting;
            }

            await watch.ChangedAsync(run.Cancelled);
        }
    }

    private async Task<PersonRequestId?> RequestOfAsync(
        ThreadId thread, TurnId turn, CancellationToken cancellationToken) =>
        (await dispatcher.LoadAsync(thread, cancellationToken))?.Turn(turn)?.Calls.FirstOrDefault(
            call => call.Awaiting is not null)?.Awaiting;

    private Task CancelAsync(TurnId turn) =>
        turns.CancelAsync(new(new Principal("daemon")), turn.Value, CancellationToken.None);

    private static RunEnd? EndOf(TurnStanding turn) => turn.Status switch
    {
        TurnStatus.Completed => new RunEnd.Completed(turn.Reply ?? ""),
        TurnStatus.Failed => new RunEnd.Failed(turn.Failure ?? new("turn_failed", "Its turn failed.")),
        TurnStatus.Cancelled => new RunEnd.Cancelled("Its turn was cancelled."),
        TurnStatus.Interrupted => new RunEnd.Cancelled("Another message interrupted its turn."),
        _ => null,
    };
}
