using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>task_create</c>: work for when its time comes.</summary>
internal sealed class TaskCreateTool(TaskService tasks) : CheckedTool<TaskEnvelope>(
    "task_create",
    "Create a task",
    "Creates work that runs by itself, beside you, when what it depends on has ended, its time has come and a lane is free; it outlives you and restarts. Give "
    + "exactly one of: prompt (an agent carries it out), command (a shell line), tool with arguments. Answers at once with the task and its id; task_wait waits "
    + "for its end, task_get shows log and result. Its commands and tools are judged by policy as if you called them, when they run: one that needs an approval "
    + "waits for it.",
    ToolConduct.OpenWorld | ToolConduct.Destructive,
    [
        Title, Prompt, Agent, Command, Session, Directory, Timeout, Tool, Arguments, TaskArguments.Priority, TaskArguments.DependsOn, TaskArguments.OnFailure,
        TaskArguments.Retries, RetrySafe, NotBefore, Deadline, Workspace, Thread, OwnThread, Parent, CommonArguments.IdempotencyKey,
    ],
    ViewJson.Plain.TaskEnvelope)
{
    private static readonly ToolArgument Title = ToolArgument.Text("title", "What it is, in a few words; at most 200 characters.").Required();
    private static readonly ToolArgument Prompt = ToolArgument.Text("prompt", "What an agent is to do, complete in itself.");

    private static readonly ToolArgument Agent = ToolArgument.Text(
        "agent", "With prompt: the agent that carries it out, id or alias; absent means the owner of thread_id, else the default agent.");

    private static readonly ToolArgument Command = ToolArgument.Text("command", "A shell line.");

    private static readonly ToolArgument Session = ToolArgument.Text(
        "session", "With command: id or name of a shell session in whose queue it runs; absent means a terminal of its own.");

    private static readonly ToolArgument Directory = ToolArgument.Text("directory", "With command without session: where it runs; absent means the workspace.");

    private static readonly ToolArgument Timeout = ToolArgument.Seconds("timeout_seconds", "With command without session: how long it may take, at most 86400.", standard: 3600);

    private static readonly ToolArgument Tool = ToolArgument.Text("tool", "The name of a tool to call, one of those that agents have.");
    private static readonly ToolArgument Arguments = ToolArgument.Json("arguments", "With tool: its arguments.");

    private static readonly ToolArgument RetrySafe = ToolArgument.Flag(
        "retry_safe", "True says that running it twice does no harm: if a crash leaves its run in doubt, it runs again by itself instead of waiting for a decision.");

    private static readonly ToolArgument NotBefore = ToolArgument.Text("not_before", "It does not begin earlier: a time (ISO 8601), or a delay such as 90s, 10m, 2h or 3d.");
    private static readonly ToolArgument Deadline = ToolArgument.Text("deadline", "It fails if it has not ended by then: a time (ISO 8601), or a delay such as 90s, 10m, 2h or 3d.");
    private static readonly ToolArgument Workspace = ToolArgument.Text("workspace", "Name of a workspace, or an absolute directory, to work in.");

    private static readonly ToolArgument Thread = ToolArgument.Text(
        "thread_id", "The thread (thr_…) that it belongs to: its start, waiting and end are seen there, and a prompt is carried out there.");

    private static readonly ToolArgument OwnThread = ToolArgument.Flag("own_thread", "True: it belongs to no thread, and a prompt is carried out in a new one.");
    private static readonly ToolArgument Parent = ToolArgument.Text("parent", "A task (tsk_…) that it is part of: cancelling that one cancels this one.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.CreateAsync(
            caller,
            new(
                arguments.Required(Title),
                arguments.Text(Agent),
                arguments.Text(Prompt),
                arguments.Text(Command),
                arguments.Text(Session),
                arguments.Text(Tool),
                arguments.Text(Arguments),
                arguments.Text(Directory),
                arguments.Seconds(Timeout),
                arguments.Text(TaskArguments.Priority),
                arguments.Texts(TaskArguments.DependsOn),
                arguments.Text(TaskArguments.OnFailure),
                arguments.Number(TaskArguments.Retries),
                arguments.Flag(RetrySafe) ?? false,
                arguments.Text(NotBefore),
                arguments.Text(Deadline),
                arguments.Text(Workspace),
                arguments.Flag(OwnThread) == true ? null : arguments.Text(Thread),
                arguments.Text(Parent),
                arguments.Text(CommonArguments.IdempotencyKey)),
            cancellationToken));
}
