using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tasks;

// Requests as front ends hand them over: unchecked text from outside. The service answers for every rule.

/// <param name="What">What it runs.</param>
/// <param name="When">When it runs, and what happens where that fails; at once and once when null.</param>
/// <param name="Workspace">A workspace's name, or a directory.</param>
/// <param name="ThreadId">
/// The thread that it belongs to: a prompt is carried out there, and what becomes of it is seen there.
/// </param>
/// <param name="Parent">The task that it belongs to, with which it is cancelled.</param>
public sealed record CreateTask(
    string Title,
    RequestedWork What,
    RequestedSchedule? When = null,
    string? Workspace = null,
    string? ThreadId = null,
    string? Parent = null,
    string? IdempotencyKey = null)
{
    /// <inheritdoc cref="AgentTask.WorksFor"/>
    internal DelegatedFor? WorksFor { get; init; }
}

/// <summary>Exactly one of prompt, command and tool says what a task runs.</summary>
/// <param name="Agent">Who runs the prompt; the thread's owner or the default agent when null.</param>
/// <param name="Command">One shell line.</param>
/// <param name="Session">
/// A shell session, by id or name, in whose queue the command runs; a terminal of its own when null.
/// </param>
/// <param name="Directory">Where a command without session runs; the workspace's directory when null.</param>
/// <param name="TimeoutSeconds">How long a command without session may take.</param>
/// <param name="Arguments">A JSON object as text; an empty one when null.</param>
public sealed record RequestedWork(
    string? Prompt = null,
    string? Agent = null,
    string? Command = null,
    string? Session = null,
    string? Directory = null,
    double? TimeoutSeconds = null,
    string? Tool = null,
    string? Arguments = null)
{
    /// <summary>The name of the sandbox that the command gets; null for <c>workspace</c>.</summary>
    public string? Sandbox { get; init; }
}

/// <param name="Priority">low, normal, high or urgent; normal when null.</param>
/// <param name="DependsOn">Tasks that must have ended before.</param>
/// <param name="OnFailure">What happens when one of them does not complete: fail, skip or run; fail when null.</param>
/// <param name="Retries">How often it is tried again after a failure, with growing pauses; 0 when null.</param>
/// <param name="RetrySafe">
/// Running it again does no harm: a run that a crash left in doubt is then repeated instead of being shown as
/// interrupted.
/// </param>
/// <param name="NotBefore">
/// A time (ISO 8601), or a delay such as <c>10m</c>, <c>2h</c>, <c>3d</c>; so with the deadline.
/// </param>
/// <param name="Deadline">When it fails if it has not ended.</param>
public sealed record RequestedSchedule(
    string? Priority = null,
    IReadOnlyList<string>? DependsOn = null,
    string? OnFailure = null,
    int? Retries = null,
    bool RetrySafe = false,
    string? NotBefore = null,
    string? Deadline = null);

/// <param name="Status">One of the seven, or <c>open</c> or <c>ended</c>; null for all.</param>
/// <param name="Query">Words that title or summary contain.</param>
public sealed record ListTasks(
    string? Status = null, string? ThreadId = null, string? Query = null, int? Limit = null, string? Cursor = null);

/// <param name="Mode">any or all; all when null.</param>
/// <param name="TimeoutSeconds">Read as <see cref="WaitLimit.Work"/> says.</param>
public sealed record WaitForTasks(IReadOnlyList<string> TaskIds, string? Mode = null, double? TimeoutSeconds = null);

/// <summary>Null leaves a property as it is. Dependencies can be changed until it runs for the first time.</summary>
/// <param name="NotBefore">Empty: at once. So with the deadline: none.</param>
public sealed record UpdateTask(
    string TaskId,
    string? Title = null,
    string? Priority = null,
    IReadOnlyList<string>? DependsOn = null,
    string? OnFailure = null,
    int? Retries = null,
    string? NotBefore = null,
    string? Deadline = null);
