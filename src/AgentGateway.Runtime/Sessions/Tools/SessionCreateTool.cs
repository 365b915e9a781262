using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_create</c>: start a program in a terminal.</summary>
public sealed class SessionCreateTool(
    SessionService sessions, WorkspaceService workspaces, SandboxService sandboxes)
    : Tool<SessionEnvelope>(Declaration)
{
    private static readonly ToolArgument<CommandText> Command = ToolArgument.Command(
        "command",
        "A program, a shell line (for bash, else sh) or an array of words; the login shell when absent.");

    private static readonly ToolArgument<IReadOnlyList<string>> Args = ToolArgument.Texts(
        "args",
        "Arguments; command is a program then.");

    private static readonly ToolArgument<string> Workspace = ToolArgument.Text(
        "workspace",
        "Workspace to start in, with its ports in the environment.");

    private static readonly ToolArgument<string> Directory = ToolArgument.Text(
        "directory",
        "Absolute; else the workspace's, your own or the home directory.");

    private static readonly ToolArgument<IReadOnlyDictionary<string, string>> Environment = ToolArgument.Map(
        "environment",
        "Variables by name; secret:NAME is a stored secret.");

    private static readonly ToolArgument<string> Backend = ToolArgument.Choice(
        "backend",
        "tmux survives a restart of the daemon; auto (default) is tmux where installed.",
        "auto", "pty", "tmux");

    private static readonly ToolArgument<int> Columns = ToolArgument.Number(
        "columns",
        "80 when absent.", minimum: 1);

    private static readonly ToolArgument<int> Rows = ToolArgument.Number(
        "rows",
        "24 when absent.", minimum: 1);

    private static readonly ToolArgument<string> Init = ToolArgument.Text(
        "init",
        "Shell script to run first; the program starts only if it succeeds.");

    private static readonly ToolArgument<string> Cleanup = ToolArgument.Text(
        "cleanup",
        "Shell script to run afterwards, in any case.");

    private static readonly ToolArgument<string> Agent = ToolArgument.Text(
        "agent",
        "The agent that it belongs to.");

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id",
        "The thread that is told of its start, end and needs.");

    private static readonly ToolArgument<double> TimeLimit = ToolArgument.Seconds(
        "time_limit_seconds",
        "Stops it after so long.");

    private static readonly ToolArgument<long> OutputLimit = ToolArgument.Count(
        "output_limit_bytes",
        "Stops it when it has printed more.", minimum: 1);

    private static readonly ToolArgument<long> MemoryLimit = ToolArgument.Count(
        "memory_limit_bytes",
        "Address space of each of its processes.",
        minimum: 1);

    public static readonly ToolDeclaration<SessionEnvelope> Declaration = new()
    {
        Name = "session_create",
        Title = "Start a program in a terminal",
        Description = "Starts a program in a terminal that goes on when you disconnect: a shell, an editor, a REPL, a "
            + "server, another agent. For one command, session_run is simpler.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Destructive | ToolConduct.OpenWorld,
        Risk = RiskClass.R2,
        Arguments =
        [
            Command, Args, SessionToolArguments.Name, Workspace, Directory, Environment, Backend, Columns, Rows,
            SandboxArguments.Sandbox, SandboxArguments.Reason, Init, Cleanup, Agent, Thread, TimeLimit, OutputLimit,
            MemoryLimit,
        ],
        Result = () => ViewJson.Plain.SessionEnvelope,
    };

    public override Outcome<CallArguments> Read(ToolRequest request) =>
        base.Read(request).IsRejected(out var refused, out var arguments)
        || Program(arguments).IsRejected(out refused, out _)
            ? refused
            : arguments;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments)
    {
        var facts = SessionFacts.Of(Program(arguments).Value, new(arguments.Text(Init), arguments.Text(Cleanup))) with
        {
            Directory = arguments.Text(Directory),
            Environment = arguments.Map(Environment) ?? CallFacts.None.Environment,
            Sandbox = SandboxArguments.Of(sandboxes, request, arguments),
        };
        if (arguments.Text(Workspace) is not { } name || workspaces.Find(name) is not { } place) return facts;
        var use = facts.Sandbox == SandboxProfile.Read ? PathUse.Read : PathUse.Write;
        return facts.In(request, place, use) with { Directory = From(place.Directory, facts.Directory) };
    }

    public override ValueTask<Rejection?> RefuseAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        sessions.RefuseAsync(request.Caller, Requested(request, arguments), isBrief: false, cancellationToken);

    /// <summary>A session that an agent starts belongs to the agent and its thread.</summary>
    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        request.Progress?.Report(arguments.Text(Init) is null ? "starting" : "starting; the init script runs");
        var session = Requested(request, arguments);
        return Answer(await sessions.CreateAsync(request.Caller, session, cancellationToken));
    }

    private CreateSession Requested(ToolRequest request, CallArguments arguments)
    {
        var program = Program(arguments).Value;
        return new(
            program.Program,
            program.Arguments,
            arguments.Text(SessionToolArguments.Name),
            arguments.Text(Workspace),
            arguments.Text(Directory),
            arguments.Map(Environment),
            arguments.Text(Backend),
            SandboxArguments.Of(sandboxes, request, arguments))
        {
            Size = new(arguments.Number(Columns), arguments.Number(Rows)),
            Scripts = new(arguments.Text(Init), arguments.Text(Cleanup)),
            Owner = new(request.Agent?.Value ?? arguments.Text(Agent), arguments.Text(Thread) ?? request.Thread?.Value),
            Limits = new(arguments.Seconds(TimeLimit), arguments.Count(OutputLimit), arguments.Count(MemoryLimit)),
        };
    }

    private static Outcome<SessionProgram> Program(CallArguments arguments) =>
        SessionProgram.Read(arguments.Command(Command), arguments.Texts(Args));

    /// <summary>A directory that begins with the home is not relative.</summary>
    private static string From(string workspace, string? directory) =>
        directory?.StartsWith('~') == true ? directory : Path.Combine(workspace, directory ?? "");
}
