using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Performs the pending effects of tasks. A run is begun once: one that an earlier process began is followed where it
/// goes on by itself, and is otherwise in doubt. An effect that may be repeated may throw and is then tried again; the
/// end of a run is sent until it is recorded.
/// </summary>
internal sealed partial class TaskEffects(
    StoredTasks records,
    TaskLanes lanes,
    TurnWork turns,
    CommandWork commands,
    TaskGate gate,
    TaskStart start,
    TaskOptions options,
    ILogger<TaskEffects> log) : IEffects<AgentTask>
{
    /// <summary>Identifies this process among all that have used the data directory.</summary>
    private readonly string _owner = records.Dispatcher.NewStamp().Id("own", 0);

    public Task PerformAsync(
        StreamId stream, AgentTask task, Effect effect, CancellationToken cancellationToken) => effect switch
    {
        WatchDependency watch => WatchAsync(task.Id, watch.Task, cancellationToken),
        WakeTask wake => records.Dispatcher.TellAsync(task.Id, new ComeDue(wake.Key), cancellationToken),
        AdmitTask => AdmitAsync(task, cancellationToken),
        CarryOutTask carry => CarryOutAsync(task, carry.Epoch, cancellationToken),
        ExpireTaskEffect expire =>
            records.Dispatcher.TellAsync(task.Id, new ExpireTask(expire.Deadline), cancellationToken),
        StopTaskWork stop => StopAsync(task, stop.Key, cancellationToken),
        CancelTaskChildren children => CancelChildrenAsync(task.Id, children.Key, cancellationToken),
        EraseTask => EraseAsync(stream, task.Id, cancellationToken),
        PostTaskNotice notice => NotifyAsync(task, notice, cancellationToken),
        _ => throw new UnreachableException(),
    };

    private async Task WatchAsync(TaskId task, TaskId dependency, CancellationToken cancellationToken)
    {
        using var watch = records.Signals.Listen([dependency.Value]);
        while (true)
        {
            if (await records.Dispatcher.LoadStoredAsync(dependency, cancellationToken) is not { } state)
                throw new InvalidDataException($"{dependency} is gone.");
            if (state.HasEnded)
            {
                await records.Dispatcher.TellAsync(
                    task, new SettleDependency(dependency, state.Phase), cancellationToken);
                return;
            }

            await watch.ChangedAsync(cancellationToken);
        }
    }

    private async Task AdmitAsync(AgentTask task, CancellationToken cancellationToken)
    {
        await lanes.AdmitAsync(task, cancellationToken);
        try
        {
            await records.Dispatcher.TellAsync(task.Id, new ClaimTask(_owner), CancellationToken.None);
        }
        finally
        {
            // The lane is freed when the claim was refused.
            if (await records.Dispatcher.LoadAsync(task.Id, CancellationToken.None) is not { Phase: TaskPhase.Running })
                lanes.Free(task.Id);
        }
    }

    private async Task CarryOutAsync(AgentTask task, long epoch, CancellationToken cancellationToken)
    {
        if (task.Epoch != epoch) return;
        if (task.Owner != _owner)
        {
            await TakeOverAsync(task, cancellationToken);
            return;
        }

        await Task.Yield();
        RunEnd end;
        var run = new TaskRun(task, new(task.Kind), records.Dispatcher, null, cancellationToken);
        try
        {
            var work = await records.History.WorkAsync(task.Id, cancellationToken);
            run = new TaskRun(
                task,
                work,
                records.Dispatcher,
                await start.Places.DirectoryAsync(task.Workspace, task.Thread, cancellationToken),
                cancellationToken);
            await start.LookAsync(run);
            end = await (task.Kind switch
            {
                TaskKind.Turn => turns.RunAsync(run),
                TaskKind.Command => commands.RunAsync(run),
                TaskKind.Tool => CallAsync(run),
                _ => throw new UnreachableException(),
            });
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRunFailed(log, exception, task.Id);
            end = new RunEnd.Failed(
                new("internal_error", "The daemon failed while the task ran; its log says why.",
                    "Run it again with task_retry, or run agw doctor."));
        }

        if (end is not RunEnd.Asked asked) await run.EndAsync(Cut(end));
        else if (!await run.AskedAsync(asked)) await gate.Withdraw(asked.Request, CancellationToken.None);
    }

    /// <summary>
    /// Goes on with a run that an earlier process began. Turns and queued commands go on by themselves; any other run
    /// is in doubt.
    /// </summary>
    private async Task TakeOverAsync(AgentTask task, CancellationToken cancellationToken)
    {
        if (task.Kind == TaskKind.Turn || task.Link is { Command: not null })
        {
            await records.Dispatcher.TellAsync(task.Id, new AdoptRun(task.Epoch, _owner), cancellationToken);
            return;
        }

        var repeatable = task.Kind == TaskKind.Tool
            && gate.Repeatable((await records.History.WorkAsync(task.Id, cancellationToken)).Tool!);
        await records.Dispatcher.TellAsync(task.Id, new LoseRun(task.Epoch, repeatable), cancellationToken);
    }

    private async Task<RunEnd> CallAsync(TaskRun run) => await gate.Call(run.Call(), run.Cancelled) switch
    {
        TaskCallOutcome.Done { IsError: true } failed =>
            new RunEnd.Failed(new("tool_failed", "The tool reported a failure; its result says which."), failed.Text),
        TaskCallOutcome.Done done => new RunEnd.Completed(done.Text),
        TaskCallOutcome.Asked asked => new RunEnd.Asked(asked.Request),
        TaskCallOutcome.Refused { Rejection: var refused } => new RunEnd.Failed(Failure.Of(refused), Final: true),
        _ => throw new UnreachableException(),
    };

    private async Task StopAsync(AgentTask task, string key, CancellationToken cancellationToken)
    {
        if (task.Stop is { } stop)
        {
            if (task.Kind == TaskKind.Turn) await turns.StopAsync(task, stop.Link, cancellationToken);
            if (stop.Link is { } link) await commands.StopAsync(link, cancellationToken);
            if (stop.Request is { } request) await gate.Withdraw(request, cancellationToken);
        }

        await records.Dispatcher.TellAsync(task.Id, new ConfirmStopped(key), cancellationToken);
    }

    private async Task CancelChildrenAsync(TaskId task, string key, CancellationToken cancellationToken)
    {
        // Creating a child takes the same lock, so that no child is missed.
        await records.Families.WaitAsync(cancellationToken);
        try
        {
            foreach (var child in await records.Reads.ChildrenAsync(task, cancellationToken))
                if (!child.HasEnded)
                    await records.Dispatcher.TellAsync(
                        child.Id, new CancelTask($"{task}, to which it belongs, was cancelled."), cancellationToken);
        }
        finally
        {
            records.Families.Release();
        }

        await records.Dispatcher.TellAsync(task, new ConfirmChildrenCancelled(key), cancellationToken);
    }

    private async Task EraseAsync(StreamId stream, TaskId task, CancellationToken cancellationToken)
    {
        await records.Eraser.EraseAsync<TaskDeleted>(TaskStream.Kind, stream, cancellationToken);
        await records.Dispatcher.TellAsync(task, new ConfirmTaskErased(), cancellationToken);
    }

    private async Task NotifyAsync(AgentTask task, PostTaskNotice notice, CancellationToken cancellationToken)
    {
        if (task.Thread is { } thread)
            await start.Places.Threads.SendAsync(
                thread,
                "daemon",
                new PostNotice(notice.Key, $"task:{task.Id}", notice.Text),
                urgent: true,
                cancellationToken);
        await records.Dispatcher.TellAsync(task.Id, new ConfirmNotice(notice.Key), cancellationToken);
    }

    private RunEnd Cut(RunEnd end) => end switch
    {
        RunEnd.Completed e => e with { Result = Cut(e.Result) },
        RunEnd.Failed { Result: { } result } e => e with { Result = Cut(result) },
        _ => end,
    };

    /// <summary>The text, or the beginning and the end of a long one.</summary>
    private string Cut(string text)
    {
        if (text.Length <= options.ResultCharactersMax) return text;
        var half = options.ResultCharactersMax / 2;
        return $"{text[..half]}\n… {text.Length - (2 * half)} characters are left out …\n{text[^half..]}";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The run of {Task} failed.")]
    private static partial void LogRunFailed(ILogger log, Exception exception, TaskId task);
}
