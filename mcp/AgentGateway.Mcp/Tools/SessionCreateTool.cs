using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_create</c>: start a program in a terminal.</summary>
internal sealed class SessionCreateTool(SessionService sessions) : CheckedTool<SessionEnvelope>(
    "session_create",
    "Start a program in a terminal",
    "Starts a program in a real terminal that the daemon owns: it goes on when you disconnect, and you can type to it, see its screen and "
    + "wait for it at any time. Use it for what is interactive or lasts: a shell to work in, an editor, a REPL, a server, another agent's "
    + "command line. For one command whose output you want, session_run is simpler. Command is a program with args, not a shell line; "
    + "without command it is the login shell. Then: session_send types, session_wait waits, session_screen shows.",
    ToolConduct.Destructive | ToolConduct.OpenWorld,
    [Command, Args, SessionArguments.Name, Workspace, Directory, Environment, Backend, Columns, Rows, Sandbox, Init, Cleanup, Agent, Thread, TimeLimit, OutputLimit, MemoryLimit],
    ViewJson.Plain.SessionEnvelope)
{
    private static readonly ToolArgument Command = ToolArgument.Text(
        "command",
        "A program: a name that is looked for in PATH, or a path. No shell reads it; for a shell line give \"bash\" and args "
        + "[\"-c\", line]. The login shell when absent.");

    private static readonly ToolArgument Args = ToolArgument.Texts("args", "Its arguments, each one as it is.");
    private static readonly ToolArgument Workspace = ToolArgument.Text(
        "workspace",
        "Name of a workspace (workspace_list): the program starts in its directory, with its ports in the environment.");

    private static readonly ToolArgument Directory = ToolArgument.Text(
        "directory",
        "Absolute path of the directory to start in; the workspace's when absent, else your own working directory, else the home "
        + "directory.");

    private static readonly ToolArgument Environment = ToolArgument.Map(
        "environment",
        "Variables to set, by name. A value secret:NAME stands for the stored secret of that name. Values are never shown again; the "
        + "daemon's own environment is not inherited.");

    private static readonly ToolArgument Backend = ToolArgument.Choice(
        "backend",
        "tmux: the session survives a restart of the daemon. pty: it ends with the daemon. auto (default): tmux where it is "
        + "installed.", "auto", "pty", "tmux");

    private static readonly ToolArgument Columns = ToolArgument.Number("columns", "Width of the terminal; 80 when absent.", minimum: 1);
    private static readonly ToolArgument Rows = ToolArgument.Number("rows", "Height of the terminal; 24 when absent.", minimum: 1);
    private static readonly ToolArgument Sandbox = ToolArgument.Choice(
        "sandbox",
        "bwrap: a process namespace of its own, in which other sessions and the daemon's data are hidden and nothing outlives it; "
        + "refused where bubblewrap is missing. none is the default.", "none", "bwrap");

    private static readonly ToolArgument Init = ToolArgument.Text(
        "init",
        "A shell script that runs in the terminal first; the program starts only if it succeeds.");

    private static readonly ToolArgument Cleanup = ToolArgument.Text(
        "cleanup",
        "A shell script that runs in the terminal after the program has ended, however it ended.");

    private static readonly ToolArgument Agent = ToolArgument.Text("agent", "Id of the agent that the session belongs to, for finding its output.");
    private static readonly ToolArgument Thread = ToolArgument.Text(
        "thread_id",
        "The thread (thr_…) it belongs to: its start, its end and what it needs from people appear there.");

    private static readonly ToolArgument TimeLimit = ToolArgument.Seconds("time_limit_seconds", "The program is stopped after so long; no limit when absent.");
    private static readonly ToolArgument OutputLimit = ToolArgument.Count(
        "output_limit_bytes",
        "The program is stopped when it has printed more; no limit when absent.", minimum: 1);

    private static readonly ToolArgument MemoryLimit = ToolArgument.Count(
        "memory_limit_bytes",
        "Address space that each of its processes may have, where the system can limit it.", minimum: 1);

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        arguments.Progress?.Report(arguments.Text(Init) is null ? "starting" : "starting; the init script runs");
        return Answer(await sessions.CreateAsync(caller, Request(arguments), cancellationToken));
    }

    private static CreateSession Request(CallArguments arguments) => new(
        arguments.Text(Command),
        arguments.Texts(Args),
        arguments.Text(SessionArguments.Name),
        arguments.Text(Workspace),
        arguments.Text(Directory),
        arguments.Map(Environment),
        arguments.Text(Backend),
        arguments.Number(Columns),
        arguments.Number(Rows),
        arguments.Text(Sandbox),
        arguments.Text(Init),
        arguments.Text(Cleanup),
        arguments.Text(Agent),
        arguments.Text(Thread),
        TimeLimitSeconds: arguments.Seconds(TimeLimit),
        OutputLimitBytes: arguments.Count(OutputLimit),
        MemoryLimitBytes: arguments.Count(MemoryLimit));
}
