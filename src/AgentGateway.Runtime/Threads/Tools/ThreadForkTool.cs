using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_fork</c>.</summary>
public sealed class ThreadForkTool(ThreadService threads) : Tool<ThreadEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Thread = CommonArguments.ThreadId.Required();

    private static readonly ToolArgument<string> Message = ToolArgument.Text(
        "message_id", "The last message (msg_…) to take along; absent takes all.");

    public static readonly ToolDeclaration<ThreadEnvelope> Declaration = new()
    {
        Name = "thread_fork",
        Title = "Fork a thread",
        Description =
            "Begins a new thread with the messages of another one, to go on differently from there. The other thread "
            + "stays as it is.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [Thread, Message],
        Result = () => ViewJson.Plain.ThreadEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.ForkAsync(
            request.Caller, arguments.Required(Thread), arguments.Text(Message), cancellationToken));
}
