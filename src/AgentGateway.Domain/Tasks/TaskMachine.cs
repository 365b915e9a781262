using System.Diagnostics;

namespace AgentGateway.Domain.Tasks;

/// <summary>
/// The rules of tasks. A task runs once its dependencies have ended, its earliest time has come and an owner claims it.
/// Each claim has a number (the epoch). Every command about a run names it, so that an owner whose claim was replaced
/// changes nothing. A run whose end a crash hid is repeated only where repeating does no harm. Stopping the work that
/// an ended task left running, and cancelling its children, are pending effects.
/// </summary>
public sealed class TaskMachine : IMachine<AgentTask, TaskCommand>
{
    public static string Kind => "task";

    public static int SnapshotVersion => 2;

    public static AgentTask Initial => AgentTask.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(AgentTask state, TaskCommand command)
    {
        if (state.Created != command is not OpenTask)
            return state.Created ? Outcomes.Nothing : TaskRejections.UnknownTask;
        if (state.IsDeleted && command is not (DeleteTask or ConfirmTaskErased)) return TaskRejections.UnknownTask;
        var draft = new TaskDraft(state, command is OpenTask open ? open.Id : state.Id, command);
        var rejection = command switch
        {
            OpenTask c => TaskPlanning.Open(draft, c),
            ChangeTask c => TaskPlanning.Change(draft, c),
            SettleDependency c => TaskPlanning.SettleDependency(draft, c),
            ComeDue c => TaskPlanning.ComeDue(draft, c),
            RetryTask => TaskPlanning.Retry(draft),
            ClaimTask c => TaskRuns.Claim(draft, c),
            ReleaseTask c => TaskRuns.Release(draft, c),
            CancelTask c => TaskRuns.Cancel(draft, c),
            ExpireTask c => TaskRuns.Expire(draft, c),
            TaskRunCommand c => DecideInRun(draft, c),
            DeleteTask => Confirm(draft, state is { IsDeleted: false, IsOver: true }, new TaskDeleted(state.Phase)),
            ConfirmTaskErased => Confirm(draft, state.EraseKey is not null, new TaskErased()),
            ConfirmStopped c => Confirm(draft, state.Stop?.Key == c.Key, new TaskStopped()),
            ConfirmChildrenCancelled c => Confirm(draft, state.ChildrenKey == c.Key, new TaskChildrenCancelled()),
            ConfirmNotice c => Confirm(
                draft, state.Notices.Any(notice => notice.Key == c.Key), new TaskNoticed(c.Key)),
            _ => throw new UnreachableException(),
        };
        return rejection is null ? draft.Accepted : rejection;
    }

    public static AgentTask Evolve(AgentTask state, RecordedEvent recorded) => TaskEvolution.Evolve(state, recorded);

    public static bool BeginsAnew(DomainEvent happened) => happened is TaskDeleted;

    public static IReadOnlyList<ReadRow> Project(AgentTask before, RecordedEvent recorded, AgentTask after) =>
        [new TaskRow(after)];

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
        if (state.EraseKey is { } erase) owed.Add(new EraseTask(erase));
        owed.AddRange(state.Notices.Select(notice => new PostTaskNotice(notice.Key, notice.Text)));
        return owed;
    }

    /// <summary>A command about the present run. One about another run is refused.</summary>
    private static Rejection? DecideInRun(TaskDraft draft, TaskRunCommand command)
    {
        if (!draft.State.HasRun || draft.State.Epoch != command.Epoch) return TaskRejections.StaleClaim;
        switch (command)
        {
            case AdoptRun c:
                draft.Add(new TaskAdopted(c.Epoch + 1, c.Owner));
                break;
            case LinkRun c:
                if (draft.State.Link != c.Link) draft.Add(new TaskLinked(c.Epoch, c.Link));
                break;
            case AwaitPerson c:
                TaskRuns.Await(draft, c);
                break;
            case ResumeRun c:
                if (draft.State.Phase == TaskPhase.Waiting) draft.Add(new TaskResumed(c.Epoch));
                break;
            case CompleteRun c:
                draft.Add(new TaskCompleted(c.Epoch, c.Result, c.ExitCode));
                break;
            case FailRun c:
                TaskRuns.Fail(draft, c);
                break;
            case RunCancelled c:
                draft.Add(new TaskCancelled(new("cancelled", c.Reason)));
                break;
            case LoseRun c:
                TaskRuns.Lose(draft, c);
                break;
            default:
                throw new UnreachableException();
        }

        return null;
    }

    /// <summary>A pending effect was carried out. Confirming it again changes nothing.</summary>
    private static Rejection? Confirm(TaskDraft draft, bool isOwed, DomainEvent confirmed)
    {
        if (isOwed) draft.Add(confirmed);
        return null;
    }
}
