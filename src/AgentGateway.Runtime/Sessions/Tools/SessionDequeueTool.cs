using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_dequeue</c>: takes a command back that has not begun.</summary>
public sealed class SessionDequeueTool(CommandQueueService queue) : Tool<QueuedCommandEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Command = ToolArgument.Text(
        "command_id", "The command (cmd_…), as session_enqueue or session_queue tells it.").Required();

    public static readonly ToolDeclaration<QueuedCommandEnvelope> Declaration = new()
    {
        Name = "session_dequeue",
        Title = "Take a command out of a queue",
        Description = "Takes a command out of a session's queue that has not begun. Commands that depend on it are "
            + "skipped. One that runs is ended with session_send and keys ctrl-c.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments = [SessionToolArguments.Session, Command],
        Result = () => ViewJson.Plain.QueuedCommandEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await queue.DequeueAsync(
            request.Caller,
            arguments.Required(SessionToolArguments.Session),
            arguments.Required(Command),
            cancellationToken));
}
