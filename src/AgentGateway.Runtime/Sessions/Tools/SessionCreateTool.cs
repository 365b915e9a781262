using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_create</c>: start a program in a terminal.</summary>
public sealed class SessionCreateTool(SessionService sessions, SandboxChoice sandbox)
    : Tool<SessionEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Command = ToolArgument.Text(
        "command",
        "A program: a name that is looked for in PATH, or a path. No shell reads it; for a shell line give \"bash\" "
        + "and args [\"-c\", line]. The login shell when absent.");

    private static readonly ToolArgument<IReadOnlyList<string>> Args = ToolArgument.Texts(
        "args", "Its arguments, each one as it is.");

    private static readonly ToolArgument<string> Workspace = ToolArgument.Text(
        "workspace",
        "Name of a workspace (workspace_list): the program starts in its directory, with its ports in the "
        + "environment.");

    private static readonly ToolArgument<string> Directory = ToolArgument.Text(
        "directory",
        "Absolute path of the directory to start in; the workspace's when absent, else your own working directory, "
        + "else the home directory.");

    private static readonly ToolArgument<IReadOnlyDictionary<string, string>> Environment = ToolArgument.Map(
        "environment",
        "Variables to set, by name. A value secret:NAME stands for the stored secret of that name. Values are never "
        + "shown again; the daemon's own environment is not inherited.");

    private static readonly ToolArgument<string> Backend = ToolArgument.Choice(
        "backend",
        "tmux: the session survives a restart of the daemon. pty: it ends with the daemon. auto (default): tmux where "
        + "it is installed.",
        "auto", "pty", "tmux");

    private static readonly ToolArgument<int> Columns = ToolArgument.Number(
        "columns", "Width of the terminal; 80 when absent.", minimum: 1);

    private static readonly ToolArgument<int> Rows = ToolArgument.Number(
        "rows", "Height of the terminal; 24 when absent.", minimum: 1);

    private static readonly ToolArgument<string> InSandbox = ToolArgument.Choice(
        "sandbox",
        "bwrap: a process namespace of its own, in which other sessions and the daemon's data are hidden and nothing "
        + "outlives it; refused where bubblewrap is missing. none is the default.",
        "none", "bwrap");

    private static readonly ToolArgument<string> Init = ToolArgument.Text(
        "init", "A shell script that runs in the terminal first; the program starts only if it succeeds.");

    private static readonly ToolArgument<string> Cleanup = ToolArgument.Text(
        "cleanup", "A shell script that runs in the terminal after the program has ended, however it ended.");

    private static readonly ToolArgument<string> Agent = ToolArgument.Text(
        "agent", "Id of the agent that the session belongs to, for finding its output.");

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id",
        "The thread (thr_…) it belongs to: its start, its end and what it needs from people appear there.");

    private static readonly ToolArgument<double> TimeLimit = ToolArgument.Seconds(
        "time_limit_seconds", "The program is stopped after so long; no limit when absent.");

    private static readonly ToolArgument<long> OutputLimit = ToolArgument.Count(
        "output_limit_bytes", "The program is stopped when it has printed more; no limit when absent.", minimum: 1);

    private static readonly ToolArgument<long> MemoryLimit = ToolArgument.Count(
        "memory_limit_bytes",
        "Address space that each of its processes may have, where the system can limit it.",
        minimum: 1);

    public static readonly ToolDeclaration<SessionEnvelope> Declaration = new()
    {
        Name = "session_create",
        Title = "Start a program in a terminal",
        Description = "Starts a program in a real terminal that the daemon owns: it goes on when you disconnect, and "
            + "you can type to it, see its screen and wait for it at any time. Use it for what is interactive or "
            + "lasts: a shell to work in, an editor, a REPL, a server, another agent's command line. For one command "
            + "whose output you want, session_run is simpler. Command is a program with args, not a shell line; "
            + "without command it is the login shell. Then: session_send types, session_wait waits, session_screen "
            + "shows.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Destructive | ToolConduct.OpenWorld,
        Risk = RiskClass.R2,
        Arguments =
        [
            Command, Args, SessionToolArguments.Name, Workspace, Directory, Environment, Backend, Columns, Rows,
            InSandbox, Init, Cleanup, Agent, Thread, TimeLimit, OutputLimit, MemoryLimit,
        ],
        Result = ViewJson.Plain.SessionEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments)
    {
        var chosen = arguments.Text(InSandbox);
        var facts = Program(arguments) with
        {
            Directory = arguments.Text(Directory),
            Environment = arguments.Map(Environment) ?? CallFacts.None.Environment,
            Sandbox = chosen,
        };
        if (request.Requester is null)
            return facts with
            {
                Workspace = arguments.Text(Workspace) is { } name ? sessions.DirectoryOfWorkspace(name) : null,
            };

        // An agent that leaves the sandbox that there is wants more than to execute something.
        var isLeaving = chosen == "none" && sandbox.Name != "none";
        return facts with { Sandbox = chosen ?? sandbox.Name, Risk = isLeaving ? RiskClass.R3 : facts.Risk };
    }

    /// <summary>What an agent starts is its own, in its own thread, and sandboxed where the system can.</summary>
    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var chosen = arguments.Text(InSandbox) ?? (request.Requester is null ? null : sandbox.Name);
        if (request.Requester is not null && await sandbox.RefuseAsync(chosen, cancellationToken) is { } unusable)
            return Refuse(unusable);
        request.Progress?.Report(arguments.Text(Init) is null ? "starting" : "starting; the init script runs");
        var session = new CreateSession(
            arguments.Text(Command),
            arguments.Texts(Args),
            arguments.Text(SessionToolArguments.Name),
            arguments.Text(Workspace),
            arguments.Text(Directory),
            arguments.Map(Environment),
            arguments.Text(Backend),
            chosen)
        {
            Size = new(arguments.Number(Columns), arguments.Number(Rows)),
            Scripts = new(arguments.Text(Init), arguments.Text(Cleanup)),
            Owner = new(request.Agent?.Value ?? arguments.Text(Agent), arguments.Text(Thread) ?? request.Thread?.Value),
            Limits = new(arguments.Seconds(TimeLimit), arguments.Count(OutputLimit), arguments.Count(MemoryLimit)),
        };
        return Answer(await sessions.CreateAsync(request.Caller, session, cancellationToken));
    }

    /// <summary>A program without a shell; with scripts around it, all of it as a shell would run it.</summary>
    private static CallFacts Program(CallArguments arguments)
    {
        List<string> words = [.. arguments.Texts(Args) ?? []];
        if (arguments.Text(Command) is { } command) words.Insert(0, command);
        var (before, after) = (SessionFacts.LineOf(arguments.Text(Init)), SessionFacts.LineOf(arguments.Text(Cleanup)));
        if (before is null && after is null) return new() { Argv = words.Count > 0 ? words : null };
        var program = SessionFacts.LineOf(string.Join(' ', words.Select(Quoted)));
        return new() { Line = string.Join('\n', new[] { before, program, after }.OfType<string>()) };
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
