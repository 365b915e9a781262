using System.Diagnostics;

namespace AgentGateway.Domain.Tasks;

/// <summary>
/// The rules of tasks. A task runs when all that it depends on has ended, its time has come and somebody claims it;
/// each claim has a number, which every command of a run names, so that an owner that was given up changes nothing any
/// more. A run that a crash left in doubt is repeated only if that does no harm. What a task leaves behind when it
/// ends, and its children, are owed.
/// </summary>
public sealed partial class TaskMachine : IMachine<AgentTask, TaskCommand>
{
    public static string Kind => "task";

    public static int SnapshotVersion => 2;

    public static AgentTask Initial => AgentTask.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(AgentTask state, TaskCommand command)
    {
        if (state.Created != command is not OpenTask)
            return state.Created ? Outcomes.Nothing : TaskRejections.UnknownTask;
        var draft = new TaskDraft(state, command is OpenTask open ? open.Id : state.Id, command);
        var rejection = command switch
        {
            OpenTask c => Open(draft, c),
            ChangeTask c => Change(draft, c),
            SettleDependency c => Settle(draft, c),
            ComeDue c => Due(draft, c),
            ClaimTask c => Claim(draft, c),
            ReleaseTask c => Release(draft, c),
            CancelTask c => Cancel(draft, c),
            RetryTask => Retry(draft),
            ExpireTask c => Expire(draft, c),
            ConfirmStopped c => Confirm(draft, draft.State.Stop?.Key == c.Key, new TaskStopped()),
            ConfirmChildrenCancelled c => Confirm(draft, draft.State.ChildrenKey == c.Key, new TaskChildrenCancelled()),
            ConfirmNotice c => Confirm(
                draft, draft.State.Notices.Any(notice => notice.Key == c.Key), new TaskNoticed(c.Key)),
            _ => OfRun(draft, command),
        };
        return rejection is null ? draft.Accepted : rejection;
    }

    public static IReadOnlyList<Effect> Owed(AgentTask state)
    {
        var owed = new List<Effect>();
        if (state.HasRun) owed.Add(new CarryOutTask(state.ClaimKey!, state.Epoch));
        switch (state.Phase)
        {
            case TaskPhase.Queued when state.Created:
                owed.Add(new AdmitTask(state.Key));
                break;
            case TaskPhase.Waiting when state.Wait is { For: TaskWaitKind.Dependency }:
                owed.AddRange(
                    state.Dependencies.Where(d => d.Settled is null)
                        .Select(d => new WatchDependency($"{state.DependencyKey}:{d.Task}", d.Task)));
                break;
            case TaskPhase.Waiting when state.Wait is { For: TaskWaitKind.Time, Until: { } until }:
                owed.Add(new WakeTask(state.Key, until));
                break;
        }

        if (state is { HasEnded: false, Deadline: { } deadline })
            owed.Add(new ExpireTaskEffect($"{Kind}/{state.Id}:deadline:{deadline.ToUnixTimeMilliseconds()}", deadline));
        if (state.Stop is { } stop) owed.Add(new StopTaskWork(stop.Key));
        if (state.ChildrenKey is { } children) owed.Add(new CancelTaskChildren(children));
        owed.AddRange(state.Notices.Select(notice => new PostTaskNotice(notice.Key, notice.Text)));
        return owed;
    }

    public static IReadOnlyList<ReadRow> Project(AgentTask before, RecordedEvent recorded, AgentTask after) =>
        [new TaskRow(after)];

    /// <summary>Commands that speak for the run; for another than the present one they are refused.</summary>
    private static Rejection? OfRun(TaskDraft draft, TaskCommand command)
    {
        var epoch = command switch
        {
            AdoptRun c => c.Epoch,
            LinkRun c => c.Epoch,
            AwaitPerson c => c.Epoch,
            ResumeRun c => c.Epoch,
            CompleteRun c => c.Epoch,
            FailRun c => c.Epoch,
            RunCancelled c => c.Epoch,
            LoseRun c => c.Epoch,
            _ => throw new UnreachableException(),
        };
        if (!draft.State.HasRun || draft.State.Epoch != epoch) return TaskRejections.StaleClaim;
        switch (command)
        {
            case AdoptRun c:
                draft.Add(new TaskAdopted(epoch + 1, c.Owner));
                break;
            case LinkRun c:
                if (draft.State.Link != c.Link) draft.Add(new TaskLinked(epoch, c.Link));
                break;
            case AwaitPerson c:
                Await(draft, c);
                break;
            case ResumeRun:
                if (draft.State.Phase == TaskPhase.Waiting) draft.Add(new TaskResumed(epoch));
                break;
            case CompleteRun c:
                draft.Add(new TaskCompleted(epoch, c.Result, c.ExitCode));
                break;
            case FailRun c:
                Fail(draft, c);
                break;
            case RunCancelled c:
                draft.Add(new TaskCancelled(new("cancelled", c.Reason)));
                break;
            case LoseRun c:
                Lose(draft, c);
                break;
        }

        return null;
    }

    private static Rejection? Confirm(TaskDraft draft, bool isOwed, DomainEvent confirmed)
    {
        if (isOwed) draft.Add(confirmed);
        return null;
    }
}
