using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_create</c>.</summary>
public sealed class ThreadCreateTool(ThreadService threads) : Tool<ThreadEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Title = ToolArgument.Text(
        "title", "A short title, at most 200 characters; when absent the first message gives one.");

    private static readonly ToolArgument<string> Owner = ToolArgument.Text(
        "agent", "Id or alias of the agent that shall own it; the daemon's default owner when absent.");

    private static readonly ToolArgument<string> Workspace = ToolArgument.Text(
        "workspace",
        "Absolute path of an existing directory for the thread's file tools and @path references; your own working "
        + "directory where the connection names one, else none.");

    public static readonly ToolDeclaration<ThreadEnvelope> Declaration = new()
    {
        Name = "thread_create",
        Title = "Create a thread",
        Description =
            "Begins a new, empty thread: a conversation that this daemon keeps, also after your session. "
            + "Its owner answers each message. To begin one with a message, call thread_send without thread_id "
            + "instead.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [Title, Owner, Workspace, CommonArguments.IdempotencyKey],
        Result = () => ViewJson.Plain.ThreadEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        !request.IsOfClient && arguments.Text(Workspace) is { } directory
            ? CallFacts.None with { Paths = [(directory, PathUse.Write)] }
            : CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.CreateAsync(
            request.Caller,
            new(
                arguments.Text(Title),
                arguments.Text(Owner),
                arguments.Text(Workspace),
                arguments.Text(CommonArguments.IdempotencyKey)),
            cancellationToken));
}
