using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// The gate as tasks use it. A call has the same key when it is made again after somebody was asked; when an approval or a question has
/// ended, the gate tells <see cref="TaskService.ReleaseAsync"/>, and the call is made again.
/// </summary>
/// <param name="Knows">Whether there is a tool of that name.</param>
/// <param name="Repeatable">Whether a call of that tool may be made twice.</param>
/// <param name="Permit">Whether the call may be made, which the task then does itself. A permission is used up by this.</param>
/// <param name="Call">Judges the call and makes it.</param>
/// <param name="Withdraw">Nobody needs to answer that approval or question any more.</param>
public sealed record TaskGate(
    Func<string, bool> Knows,
    Func<string, bool> Repeatable,
    Func<TaskCall, CancellationToken, Task<TaskPermit>> Permit,
    Func<TaskCall, CancellationToken, Task<TaskCallOutcome>> Call,
    Func<string, CancellationToken, Task> Withdraw)
{
    /// <summary>Allows everything that a task does by itself, and knows no tools.</summary>
    public static TaskGate Open { get; } = new(
        _ => false,
        _ => false,
        (_, _) => Task.FromResult<TaskPermit>(new TaskPermit.Allowed()),
        (call, _) => Task.FromResult<TaskCallOutcome>(new TaskCallOutcome.Refused(new("unknown_tool", $"There is no tool {call.Tool}.", "Look at the list of tools."))),
        (_, _) => Task.CompletedTask);
}

/// <summary>A call that a task makes.</summary>
/// <param name="Agent">Who is judged: an agent's id, or <c>client</c>.</param>
/// <param name="CreatedBy">Who asked for the task.</param>
/// <param name="Workspace">The directory that it works in, if any.</param>
/// <param name="Arguments">A JSON object.</param>
public sealed record TaskCall(TaskId Task, string Key, string Agent, string CreatedBy, ThreadId? Thread, string? Workspace, string Tool, string Arguments);

public abstract record TaskPermit
{
    public sealed record Allowed : TaskPermit;

    public sealed record Refused(Rejection Rejection) : TaskPermit;

    /// <param name="Ask">The approval or question that was opened.</param>
    public sealed record Asked(TaskWaitKind For, string Ask) : TaskPermit;
}

public abstract record TaskCallOutcome
{
    public sealed record Done(string Text, bool IsError) : TaskCallOutcome;

    public sealed record Refused(Rejection Rejection) : TaskCallOutcome;

    /// <inheritdoc cref="TaskPermit.Asked"/>
    public sealed record Asked(TaskWaitKind For, string Ask) : TaskCallOutcome;
}
