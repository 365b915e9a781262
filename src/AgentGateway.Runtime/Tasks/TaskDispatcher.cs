using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// All commands for tasks go through here: it adds the stamp and the rules, and sends to the task's mailbox.
/// </summary>
internal sealed class TaskDispatcher(
    MachineHost<TaskMachine, AgentTask, TaskCommand> host, TaskOptions options, IIdSource ids, TimeProvider time)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    public Stamp NewStamp() => ids.Next();

    public Task<Outcome<Receipt<AgentTask>>> SendAsync(
        TaskId task, string by, TaskCommand command, CancellationToken cancellationToken) =>
        SendAsync(task, by, command, urgent: false, ids.Next(), null, cancellationToken);

    public Task<Outcome<Receipt<AgentTask>>> SendAsync(
        TaskId task,
        string by,
        TaskCommand command,
        bool urgent,
        Stamp stamp,
        IdempotencyRequest<AgentTask>? idempotency,
        CancellationToken cancellationToken) =>
        host.SendAsync(
            StreamOf(task), command with
            {
                Stamp = stamp,
                Rules = options.Rules(),
                By = by,
            }, new(by, stamp.Now, urgent), idempotency, cancellationToken);

    /// <summary>Sends a command of the daemon. A refusal means that the task has changed meanwhile.</summary>
    public Task<Outcome<Receipt<AgentTask>>> TellAsync(
        TaskId task, TaskCommand command, CancellationToken cancellationToken) =>
        SendAsync(task, "daemon", command, urgent: true, ids.Next(), null, cancellationToken);

    /// <summary>
    /// The same for something that has happened and cannot be repeated: sent until it is recorded.
    /// </summary>
    public async Task<Outcome<Receipt<AgentTask>>> TellSurelyAsync(
        TaskId task, TaskCommand command, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await TellAsync(task, command, cancellationToken);
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(AgainAfter, time, cancellationToken);
            }
        }
    }

    /// <summary>The task as it is durable now, or null. One that was deleted with its thread is none.</summary>
    public async ValueTask<AgentTask?> LoadAsync(TaskId task, CancellationToken cancellationToken) =>
        await LoadStoredAsync(task, cancellationToken) is { IsDeleted: false } known ? known : null;

    /// <summary>The same with deleted ones, of which it is still known how they ended.</summary>
    public ValueTask<AgentTask?> LoadStoredAsync(TaskId task, CancellationToken cancellationToken) =>
        host.LoadAsync(StreamOf(task), cancellationToken);

    public static StreamId StreamOf(TaskId task) => StreamId.Of(TaskMachine.Kind, task.Value);
}
