using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_cancel</c>: end a turn, or all that a thread has open.</summary>
public sealed class ThreadCancelTool(TurnService turns) : Tool<CancelView>(Declaration)
{
    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id", "The thread (thr_…) whose open turns shall all end.");

    private static readonly ToolArgument<string> TurnId = ToolArgument.Text(
        "turn_id", "The one turn (turn_…) that shall end.");

    public static readonly ToolDeclaration<CancelView> Declaration = new()
    {
        Name = "thread_cancel",
        Title = "Cancel work",
        Description =
            "Ends a turn, or with thread_id everything that the thread has running or queued. Give exactly one of "
            + "the two. What was said so far stays in the thread. A turn that has ended already keeps its status.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Idempotent | ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments = [Thread, TurnId],
        Result = () => ViewJson.Plain.CancelView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        (arguments.Text(Thread), arguments.Text(TurnId)) switch
        {
            ({ } thread, null) => Answer(await turns.CancelAsync(request.Caller, thread, cancellationToken)),
            (null, { } turn) => Answer(await turns.CancelAsync(request.Caller, turn, cancellationToken)),
            (null, null) => Refuse(new(
                "missing_argument", "thread_cancel needs thread_id or turn_id.", "Give exactly one of them.")),
            _ => Refuse(new(
                "invalid_argument",
                "thread_cancel takes thread_id or turn_id, not both.",
                "Give exactly one of them.")),
        };
}
