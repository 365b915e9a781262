using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// The gate as tasks use it. When an approval or a question of a call has ended, <see cref="TaskOutcomeReceiver"/>
/// hears of it and the task makes the call again under the same key.
/// </summary>
/// <param name="Knows">Whether there is a tool of that name.</param>
/// <param name="Repeatable">Whether a call of that tool may be made twice.</param>
/// <param name="Forbid">
/// The reason why no decision can allow such a call; null when it may be allowed. Uses up no approval.
/// </param>
/// <param name="Permit">
/// Whether the task may make the call now, which it then does itself. Uses up the approval.
/// </param>
/// <param name="Call">Judges the call and makes it.</param>
/// <param name="IsOpen">Whether that approval or question still waits for a person.</param>
/// <param name="Withdraw">Withdraws an approval or question that needs no answer any more.</param>
public sealed record TaskGate(
    Func<string, bool> Knows,
    Func<string, bool> Repeatable,
    Func<TaskCall, Rejection?> Forbid,
    Func<TaskCall, CancellationToken, Task<TaskPermit>> Permit,
    Func<TaskCall, CancellationToken, Task<TaskCallOutcome>> Call,
    Func<PersonRequestId, CancellationToken, Task<bool>> IsOpen,
    Func<PersonRequestId, CancellationToken, Task> Withdraw);

/// <summary>A call that a task makes.</summary>
/// <param name="Agent">The agent or client that policy judges.</param>
/// <param name="Workspace">The directory that it works in, if any.</param>
/// <param name="Arguments">A JSON object.</param>
public sealed record TaskCall(
    TaskId Task, string Key, string Agent, ThreadId? Thread, string? Workspace, string Tool, string Arguments)
{
    /// <summary>The call runs a command that the person at the local command line gave, who is not asked about it.</summary>
    public bool ByPerson { get; init; }

    /// <inheritdoc cref="ToolRequest.Person"/>
    public string? Person { get; init; }

    /// <inheritdoc cref="ToolRequest.IsFromOutside"/>
    public bool IsFromOutside { get; init; }

    /// <summary>
    /// The tool call by which the task's creator would do the same work: a command becomes a call of <c>run_command</c>
    /// or of a session's tool.
    /// </summary>
    /// <param name="key">Of the attempt.</param>
    /// <param name="judgedAs">The agent or client that policy judges.</param>
    /// <param name="byPerson">As <see cref="AgentTask.ByPerson"/> says.</param>
    public static TaskCall Of(
        TaskId task, string key, string judgedAs, ThreadId? thread, string? directory, TaskWork work, bool byPerson)
    {
        var (tool, arguments) = work.Tool is { } named
            ? (named, work.Arguments ?? "{}")
            : Command(work, ClientName.IsClient(judgedAs), directory);
        return new(task, key, judgedAs, thread, directory, tool, arguments)
        {
            ByPerson = byPerson && work.Tool is null,
        };
    }

    private static (string Tool, string Arguments) Command(TaskWork work, bool isOfClient, string? directory)
    {
        Dictionary<string, string> arguments = new() { ["command"] = work.Command! };
        if (work.Session is not null) arguments["session_id"] = work.Session;
        else if (work.Directory is not null || directory is not null)
            arguments["directory"] = work.Directory ?? directory!;
        if (work is { Sandbox: { } sandbox, Session: null }) arguments["sandbox"] = sandbox;
        var tool = work.Session is not null ? "session_enqueue" : isOfClient ? "session_run" : "run_command";
        return (tool, JsonSerializer.Serialize(arguments, TaskJson.Default.DictionaryStringString));
    }
}

public abstract record TaskPermit
{
    public sealed record Allowed : TaskPermit;

    public sealed record Refused(Rejection Rejection) : TaskPermit;

    /// <param name="Request">The approval or question that was opened.</param>
    public sealed record Asked(PersonRequestId Request) : TaskPermit;
}

public abstract record TaskCallOutcome
{
    public sealed record Done(string Text, bool IsError) : TaskCallOutcome;

    public sealed record Refused(Rejection Rejection) : TaskCallOutcome;

    /// <inheritdoc cref="TaskPermit.Asked"/>
    public sealed record Asked(PersonRequestId Request) : TaskCallOutcome;
}
