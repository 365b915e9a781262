using System.Globalization;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;

namespace AgentGateway.Runtime.Tasks;

/// <summary>One run of a task, for what carries it out.</summary>
internal sealed class TaskRun(
    AgentTask task, TaskWork work, TaskDispatcher dispatcher, string? directory, CancellationToken cancelled)
{
    public AgentTask Task => task;

    public TaskWork Work => work;

    /// <summary>Where it works; null for nowhere in particular.</summary>
    public string? Directory => directory;

    /// <summary>Names the attempt, also when it goes on after somebody was asked.</summary>
    public string Key => KeyOf(task);

    /// <summary>Ends when the task does not want the run any more, or the daemon stops.</summary>
    public CancellationToken Cancelled => cancelled;

    /// <summary>As the gate sees it; not for a prompt.</summary>
    public TaskCall Call() => TaskCall.Of(task.Id, Key, task.Agent, task.CreatedBy, task.Thread, directory, work);

    /// <summary>
    /// What carries it out is known. False: the task does not want the run any more, and what was begun is to be ended.
    /// </summary>
    public async Task<bool> LinkAsync(TaskLink link) =>
        (await dispatcher.TellSurelyAsync(
            task.Id, new LinkRun(task.Epoch, link), CancellationToken.None)).Rejection is null;

    public static string KeyOf(AgentTask task) =>
        string.Create(CultureInfo.InvariantCulture, $"task:{task.Id}:{task.Attempt}");

    /// <summary>The run waits for a person and goes on by itself.</summary>
    public Task WaitsAsync(
        TaskWaitKind kind, string? ask) =>
            dispatcher.TellSurelyAsync(task.Id, new AwaitPerson(task.Epoch, kind, ask, Held: true), cancelled);

    public Task GoesOnAsync() => dispatcher.TellSurelyAsync(task.Id, new ResumeRun(task.Epoch), cancelled);

    public async Task EndAsync(RunEnd end) => await dispatcher.TellSurelyAsync(task.Id, CommandOf(end), cancelled);

    /// <summary>
    /// The run waits for a person and ends here. False: the task does not want it any more, and nobody needs to be
    /// asked.
    /// </summary>
    public async Task<bool> AskedAsync(RunEnd.Asked end) =>
        (await dispatcher.TellAsync(task.Id, CommandOf(end), CancellationToken.None)).Rejection is null;

    private TaskCommand CommandOf(RunEnd end) => end switch
    {
        RunEnd.Completed e => new CompleteRun(task.Epoch, e.Result, e.ExitCode),
        RunEnd.Failed e => new FailRun(task.Epoch, e.Failure, e.Result, e.ExitCode, e.Final),
        RunEnd.Cancelled e => new RunCancelled(task.Epoch, e.Reason),
        RunEnd.Asked e => new AwaitPerson(task.Epoch, e.For, e.Ask, Held: false),
        _ => new LoseRun(task.Epoch, Repeatable: false),
    };

    /// <summary>The kind of what has that id.</summary>
    public static TaskWaitKind KindOf(string? ask) =>
        PrefixedId.Is<QuestionId>(ask) ? TaskWaitKind.Question : TaskWaitKind.Approval;
}
