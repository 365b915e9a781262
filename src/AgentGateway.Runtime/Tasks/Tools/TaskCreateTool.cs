using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary><c>task_create</c>: work for when its time comes.</summary>
public sealed class TaskCreateTool(TaskService tasks, WorkspaceService workspaces, OutsideWords outside)
    : Tool<TaskEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Title = ToolArgument.Text(
        "title",
        "A few words, at most 200 characters.").Required();

    private static readonly ToolArgument<string> Prompt = ToolArgument.Text(
        "prompt",
        "What an agent is to do, complete in itself.");

    private static readonly ToolArgument<string> Agent = ToolArgument.Text(
        "agent",
        "Who does the prompt; else the thread's owner or the default agent.");

    private static readonly ToolArgument<string> Command = ToolArgument.Text("command", "A shell line.");

    private static readonly ToolArgument<string> Session = ToolArgument.Text(
        "session",
        "Runs command in this shell session's queue.");

    private static readonly ToolArgument<string> Directory = ToolArgument.Text(
        "directory",
        "Where command runs; the workspace when absent.");

    private static readonly ToolArgument<double> Timeout = ToolArgument.Seconds(
        "timeout_seconds",
        "For command; at most 86400.", standard: 3600);

    private static readonly ToolArgument<string> Tool = ToolArgument.Text(
        "tool",
        "A tool to call, one that agents have.");

    private static readonly ToolArgument<string> Arguments = ToolArgument.Json(
        "arguments",
        "Of tool.");

    private static readonly ToolArgument<bool> RetrySafe = ToolArgument.Flag(
        "retry_safe",
        "Running it twice does no harm, so a crash repeats it.");

    private static readonly ToolArgument<string> NotBefore = ToolArgument.Text(
        "not_before",
        "A time (ISO 8601) or a delay such as 90s, 10m, 2h, 3d.");

    private static readonly ToolArgument<string> Deadline = ToolArgument.Text(
        "deadline",
        "Fails if not ended by then: a time or a delay.");

    private static readonly ToolArgument<string> Workspace = ToolArgument.Text(
        "workspace",
        "A workspace's name or an absolute directory.");

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id",
        "The thread that shows it and in which a prompt is carried out.");

    private static readonly ToolArgument<bool> OwnThread = ToolArgument.Flag(
        "own_thread",
        "Belongs to no thread; a prompt gets a new one.");

    private static readonly ToolArgument<string> Parent = ToolArgument.Text(
        "parent",
        "A task: cancelling that one cancels this one.");

    public static readonly ToolDeclaration<TaskEnvelope> Declaration = new()
    {
        Name = "task_create",
        Title = "Create a task",
        Description = "Creates work that runs by itself when what it depends on has ended and its time has come; it "
            + "outlives you. Give one of prompt (an agent does it), command (a shell line) or tool. task_wait waits "
            + "for it, task_get shows log and result. What it runs is judged by policy as if you called it.",
        Toolset = Toolsets.Tasks,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.OpenWorld | ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments =
        [
            Title, Prompt, Agent, Command, Session, Directory, Timeout, Tool, Arguments, TaskToolArguments.Priority,
            TaskToolArguments.DependsOn, TaskToolArguments.OnFailure, TaskToolArguments.Retries, RetrySafe, NotBefore,
            Deadline, Workspace, SandboxArguments.Sandbox, Thread, OwnThread, Parent, CommonArguments.IdempotencyKey,
        ],
        IsRepeatable = true,
        Result = () => ViewJson.Plain.TaskEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    /// <summary>
    /// A task of an agent is judged, when it runs, in the workspace of the task; so the choice of that one is judged
    /// here.
    /// </summary>
    public override async ValueTask<CallFacts> TouchesAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        if (request.IsOfClient) return CallFacts.None;
        var (workspace, thread) = (arguments.Text(Workspace), ThreadOf(request, arguments));
        if (workspace is not null && workspaces.Find(workspace) is { } place)
            return CallFacts.None.In(request, place, PathUse.Write);
        var directory = await tasks.DirectoryAsync(workspace, thread, cancellationToken);
        return directory is null ? CallFacts.None : CallFacts.None.In(request, directory, PathUse.Write);
    }

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
            arguments.Text(Arguments))
        {
            Sandbox = arguments.Text(SandboxArguments.Sandbox),
        };
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
            ThreadOf(request, arguments),
            arguments.Text(Parent),
            arguments.Text(CommonArguments.IdempotencyKey) ?? KeyOf(request))
        {
            WorksFor = DelegatedFor.Of(request.Person, await outside.ReachAsync(request, cancellationToken)),
        };
        return Answer(await tasks.CreateAsync(request.Caller, task, cancellationToken));
    }

    private static string? ThreadOf(ToolRequest request, CallArguments arguments) =>
        arguments.Flag(OwnThread) == true ? null : arguments.Text(Thread) ?? request.Thread?.Value;

    private static string? KeyOf(ToolRequest request) => request.Key is { } key ? IdempotencyKeys.Digest(key) : null;
}
