using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_enqueue</c>.</summary>
public sealed class SessionEnqueueTool(CommandQueueService queue, SessionService sessions)
    : Tool<QueuedCommandEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Command = ToolArgument.Text("command", "The shell line.").Required();

    private static readonly ToolArgument<string> Priority = ToolArgument.Choice(
        "priority",
        "Among those that wait, the higher go first; within one priority the older. normal when absent.",
        "low", "normal", "high", "urgent");

    private static readonly ToolArgument<IReadOnlyList<string>> DependsOn = ToolArgument.Words(
        "depends_on", "Commands of this queue (cmd_…) that must have ended before.");

    private static readonly ToolArgument<string> When = ToolArgument.Text(
        "when",
        "How every command of depends_on must have ended: success (default), failure, always, or exit:N for the exit "
        + "code N. Otherwise this one is skipped.");

    public static readonly ToolDeclaration<QueuedCommandEnvelope> Declaration = new()
    {
        Name = "session_enqueue",
        Title = "Queue a command for a shell",
        Description = "Puts one shell line into the queue of a session that runs a shell, and answers at once. It is "
            + "typed when the shell is free; nothing is lost while the session or the daemon is down. With depends_on "
            + "it waits for earlier commands and runs only if they ended as when says. Results: session_queue. To "
            + "wait for one command call session_run with session_id instead.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Destructive | ToolConduct.OpenWorld,
        Risk = RiskClass.R2,
        Arguments = [SessionToolArguments.Session, Command, Priority, DependsOn, When],
        Result = () => ViewJson.Plain.QueuedCommandEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        new CallFacts { Line = SessionFacts.LineOf(arguments.Text(Command)), IsLater = true }
            .In(sessions, arguments.Required(SessionToolArguments.Session));

    public override ValueTask<Rejection?> RefuseAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        new(queue.Refuse(Requested(arguments)));

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await queue.EnqueueAsync(request.Caller, Requested(arguments), cancellationToken));

    private static EnqueueCommand Requested(CallArguments arguments) => new(
        arguments.Required(SessionToolArguments.Session),
        arguments.Required(Command),
        arguments.Text(Priority),
        arguments.Texts(DependsOn),
        arguments.Text(When));
}
