using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary><c>task_create</c>: work for when its time comes.</summary>
public sealed class TaskCreateTool(TaskService tasks) : Tool<TaskEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Title = ToolArgument.Text(
        "title", "What it is, in a few words; at most 200 characters.").Required();

    private static readonly ToolArgument<string> Prompt = ToolArgument.Text(
        "prompt", "What an agent is to do, complete in itself.");

    private static readonly ToolArgument<string> Agent = ToolArgument.Text(
        "agent",
        "With prompt: the agent that carries it out, id or alias; absent means the owner of thread_id, else the "
        + "default agent.");

    private static readonly ToolArgument<string> Command = ToolArgument.Text("command", "A shell line.");

    private static readonly ToolArgument<string> Session = ToolArgument.Text(
        "session",
        "With command: id or name of a shell session in whose queue it runs; absent means a terminal of its own.");

    private static readonly ToolArgument<string> Directory = ToolArgument.Text(
        "directory", "With command without session: where it runs; absent means the workspace.");

    private static readonly ToolArgument<double> Timeout = ToolArgument.Seconds(
        "timeout_seconds", "With command without session: how long it may take, at most 86400.", standard: 3600);

    private static readonly ToolArgument<string> Tool = ToolArgument.Text(
        "tool", "The name of a tool to call, one of those that agents have.");

    private static readonly ToolArgument<string> Arguments = ToolArgument.Json(
        "arguments", "With tool: its arguments.");

    private static readonly ToolArgument<bool> RetrySafe = ToolArgument.Flag(
        "retry_safe",
        "True says that running it twice does no harm: if a crash leaves its run in doubt, it runs again by itself "
        + "instead of waiting for a decision.");

    private static readonly ToolArgument<string> NotBefore = ToolArgument.Text(
        "not_before", "It does not begin earlier: a time (ISO 8601), or a delay such as 90s, 10m, 2h or 3d.");

    private static readonly ToolArgument<string> Deadline = ToolArgument.Text(
        "deadline", "It fails if it has not ended by then: a time (ISO 8601), or a delay such as 90s, 10m, 2h or 3d.");

    private static readonly ToolArgument<string> Workspace = ToolArgument.Text(
        "workspace", "Name of a workspace, or an absolute directory, to work in.");

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id",
        "The thread (thr_…) that it belongs to: its start, waiting and end are seen there, and a prompt is carried "
        + "out there.");

    private static readonly ToolArgument<bool> OwnThread = ToolArgument.Flag(
        "own_thread", "True: it belongs to no thread, and a prompt is carried out in a new one.");

    private static readonly ToolArgument<string> Parent = ToolArgument.Text(
        "parent", "A task (tsk_…) that it is part of: cancelling that one cancels this one.");

    public static readonly ToolDeclaration<TaskEnvelope> Declaration = new()
    {
        Name = "task_create",
        Title = "Create a task",
        Description = "Creates work that runs by itself, beside you, when what it depends on has ended, its time has "
            + "come and a lane is free; it outlives you and restarts. Give exactly one of: prompt (an agent carries "
            + "it out), command (a shell line), tool with arguments. Answers at once with the task and its id; "
            + "task_wait waits for its end, task_get shows log and result. Its commands and tools are judged by "
            + "policy as if you called them, when they run: one that needs an approval waits for it.",
        Toolset = Toolsets.Tasks,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.OpenWorld | ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments =
        [
            Title, Prompt, Agent, Command, Session, Directory, Timeout, Tool, Arguments, TaskToolArguments.Priority,
            TaskToolArguments.DependsOn, TaskToolArguments.OnFailure, TaskToolArguments.Retries, RetrySafe, NotBefore,
            Deadline, Workspace, Thread, OwnThread, Parent, CommonArguments.IdempotencyKey,
        ],
        IsRepeatable = true,
        Result = ViewJson.Plain.TaskEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    /// <summary>
    /// A task of a turn belongs to the turn's thread unless it is to have one of its own, and the call's key names it:
    /// made again after a crash, the call gives the same task.
    /// </summary>
    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var what = new RequestedWork(
            arguments.Text(Prompt),
            arguments.Text(Agent),
            arguments.Text(Command),
            arguments.Text(Session),
            arguments.Text(Directory),
            arguments.Seconds(Timeout),
            arguments.Text(Tool),
            arguments.Text(Arguments));
        var when = new RequestedSchedule(
            arguments.Text(TaskToolArguments.Priority),
            arguments.Texts(TaskToolArguments.DependsOn),
            arguments.Text(TaskToolArguments.OnFailure),
            arguments.Number(TaskToolArguments.Retries),
            arguments.Flag(RetrySafe) ?? false,
            arguments.Text(NotBefore),
            arguments.Text(Deadline));
        var task = new CreateTask(
            arguments.Required(Title),
            what,
            when,
            arguments.Text(Workspace),
            arguments.Flag(OwnThread) == true ? null : arguments.Text(Thread) ?? request.Thread?.Value,
            arguments.Text(Parent),
            arguments.Text(CommonArguments.IdempotencyKey) ?? KeyOf(request));
        return Answer(await tasks.CreateAsync(request.Caller, task, cancellationToken));
    }

    private static string? KeyOf(ToolRequest request) => request.Key is { } key ? IdempotencyKeys.Digest(key) : null;
}
