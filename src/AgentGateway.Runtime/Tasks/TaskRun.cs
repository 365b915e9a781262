using System.Globalization;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tasks;

/// <summary>One run of a task, for what carries it out.</summary>
internal sealed class TaskRun(
    AgentTask task, TaskWork work, TaskDispatcher dispatcher, string? directory, CancellationToken cancelled)
{
    public AgentTask Task => task;

    public TaskWork Work => work;

    /// <summary>The directory that it works in; null for none.</summary>
    public string? Directory => directory;

    /// <summary>The key of the attempt; it stays the same when the run goes on after a request was answered.</summary>
    public string Key => KeyOf(task);

    /// <summary>Cancelled when the run is no longer wanted, or the daemon stops.</summary>
    public CancellationToken Cancelled => cancelled;

    /// <summary>The call that the gate judges; not for a prompt.</summary>
    public TaskCall Call() =>
        TaskCall.Of(task.Id, Key, task.JudgedAs, task.Thread, directory, work, task.ByPerson) with
        {
            Person = task.PersonBehind, IsFromOutside = task.WorksFor?.HasOutsideWords == true,
        };

    /// <summary>
    /// Who works in the run, for what may be read before it: an agent or a client, for the person of a chat who created
    /// it or for whom an agent did.
    /// </summary>
    public ToolRequest Request() => ToolRequest.Of(
        new(task.JudgedAs, Key, task.Thread, Task: task.Id), directory, default) with
    {
        Person = task.PersonBehind,
    };

    /// <summary>
    /// Records what carries the run out. False: the run is no longer wanted, and what was begun has to be ended.
    /// </summary>
    public async Task<bool> LinkAsync(TaskLink link) =>
        (await dispatcher.TellSurelyAsync(
            task.Id, new LinkRun(task.Epoch, link), CancellationToken.None)).Rejection is null;

    public static string KeyOf(AgentTask task) =>
        string.Create(CultureInfo.InvariantCulture, $"task:{task.Id}:{task.Attempt}");

    /// <summary>The run waits for a person and goes on by itself.</summary>
    /// <param name="request">Null where it has ended again by now.</param>
    public Task WaitsAsync(PersonRequestId? request) =>
        dispatcher.TellSurelyAsync(
            task.Id, new AwaitPerson(task.Epoch, KindOf(request), request, Held: true), cancelled);

    public Task GoesOnAsync() => dispatcher.TellSurelyAsync(task.Id, new ResumeRun(task.Epoch), cancelled);

    public async Task EndAsync(RunEnd end) => await dispatcher.TellSurelyAsync(task.Id, CommandOf(end), cancelled);

    /// <summary>
    /// The run waits for a person and ends here. False: the run is no longer wanted, and the request has to be
    /// withdrawn.
    /// </summary>
    public async Task<bool> AskedAsync(RunEnd.Asked end) =>
        (await dispatcher.TellAsync(task.Id, CommandOf(end), CancellationToken.None)).Rejection is null;

    private TaskCommand CommandOf(RunEnd end) => end switch
    {
        RunEnd.Completed e => new CompleteRun(task.Epoch, e.Result, e.ExitCode),
        RunEnd.Failed e => new FailRun(task.Epoch, e.Failure, e.Result, e.ExitCode, e.Final),
        RunEnd.Cancelled e => new RunCancelled(task.Epoch, e.Reason),
        RunEnd.Asked e => new AwaitPerson(task.Epoch, KindOf(e.Request), e.Request, Held: false),
        _ => new LoseRun(task.Epoch, Repeatable: false),
    };

    private static TaskWaitKind KindOf(PersonRequestId? request) =>
        request?.Question is null ? TaskWaitKind.Approval : TaskWaitKind.Question;
}
