using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Carries a prompt out as a turn: of the task's thread, in private for its owner where another agent is to answer, or of a thread of its
/// own. The turn is durable by itself, so a run is simply followed again after a crash.
/// </summary>
internal sealed class TurnWork(ThreadService threads, ThreadDispatcher dispatcher, IJournal journal, TaskSignals signals)
{
    public async Task<RunEnd> RunAsync(TaskRun run)
    {
        var link = run.Task.Link;
        if (link?.Turn is null)
        {
            if ((await BeginAsync(run)).IsRejected(out var refused, out var begun))
                return new RunEnd.Failed(new(refused.Code, refused.Message, refused.Hint));
            link = begun;
            if (!await run.LinkAsync(link)) await CancelAsync(begun.Turn!.Value);
        }

        return await FollowAsync(run, link.Thread!.Value, link.Turn!.Value);
    }

    /// <summary>Ends what a run left behind, also when the task did not know yet which turn that is. Repeating it changes nothing.</summary>
    public async Task StopAsync(AgentTask task, TaskLink? link, CancellationToken cancellationToken)
    {
        var turn = link?.Turn ?? (await journal.FindIdempotencyAsync(task.CreatedBy, TaskRun.KeyOf(task), cancellationToken) is { } sent ? TurnOf(sent.Answer) : null);
        if (turn is { } begun) await CancelAsync(begun);
    }

    /// <summary>Begins the turn. Once begun it is to be known, so nothing cancels this.</summary>
    private async Task<Outcome<TaskLink>> BeginAsync(TaskRun run)
    {
        var task = run.Task;
        var caller = new Caller(new Principal(task.CreatedBy));
        var prompt = run.Work.Prompt!;
        var thread = task.Thread?.Value;
        if (thread is null)
        {
            var create = new CreateThread(task.Title, task.Agent?.Value, run.Directory, $"{run.Key}:thread");
            if ((await threads.CreateAsync(caller, create, CancellationToken.None)).IsRejected(out var refused, out var created)) return refused;
            thread = created.Thread.Id;
        }
        else if (task.Agent is { } agent && await dispatcher.LoadAsync(new(thread), run.Cancelled) is { } state && state.Owner != agent)
        {
            var delegated = await threads.DelegateAsync(caller, new(agent.Value, prompt, thread, run.Key) { Task = task.Id }, CancellationToken.None);
            return delegated.Map(view => new TaskLink(new ThreadId(view.HiddenThreadId), new TurnId(view.TurnId)));
        }

        var sent = await threads.SendAsync(caller, new(prompt, thread, null, run.Key) { GivesOrders = false, Task = task.Id }, CancellationToken.None);
        return sent.Map(view => new TaskLink(new ThreadId(view.ThreadId), new TurnId(view.TurnId!)));
    }

    private async Task<RunEnd> FollowAsync(TaskRun run, ThreadId thread, TurnId turn)
    {
        using var watch = signals.Begin([turn.Value]);
        var (waits, waitsOn) = (run.Task.Wait is { Held: true }, run.Task.Wait?.On);
        while (true)
        {
            // A turn that was asked for in private is known a moment later.
            var standing = await threads.WaitAsync(turn.Value, TimeSpan.Zero, null, run.Cancelled);
            if (!standing.IsRejected(out _, out var view))
            {
                if (EndOf(view) is { } end) return end;
                if (view.Status == "waiting")
                {
                    // Between two looks one question may have been answered and another asked.
                    var ask = await AskOfAsync(thread, turn, run.Cancelled);
                    if (!waits || ask != waitsOn) await run.WaitsAsync(TaskRun.KindOf(ask), ask);
                    waitsOn = ask;
                }
                else if (waits) await run.GoesOnAsync();
                waits = view.Status == "waiting";
            }

            await watch.ChangedAsync(run.Cancelled);
        }
    }

    private async Task<string?> AskOfAsync(ThreadId thread, TurnId turn, CancellationToken cancellationToken) =>
        (await dispatcher.LoadAsync(thread, cancellationToken))?.Turn(turn)?.Calls.FirstOrDefault(call => call.Awaiting is not null)?.Awaiting;

    private Task CancelAsync(TurnId turn) => threads.CancelAsync(new(new Principal("daemon")), turn.Value, CancellationToken.None);

    /// <summary>The turn in the answer that sending or delegating gave.</summary>
    private static TurnId? TurnOf(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("turn_id", out var turn) && turn.GetString() is { } id ? new TurnId(id) : null;
    }

    private static RunEnd? EndOf(SendView view) => view.Status switch
    {
        "completed" => new RunEnd.Completed(view.Reply?.Text ?? ""),
        "failed" => new RunEnd.Failed(new(view.Failure?.Code ?? "turn_failed", view.Failure?.Message ?? "Its turn failed.", view.Failure?.Hint)),
        "cancelled" => new RunEnd.Cancelled("Its turn was cancelled."),
        "interrupted" => new RunEnd.Cancelled("Another message interrupted its turn."),
        _ => null,
    };
}
