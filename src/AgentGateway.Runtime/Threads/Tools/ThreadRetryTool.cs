using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_retry</c>: run a failed turn again.</summary>
public sealed class ThreadRetryTool(TurnService turns) : TurnTool<SendView>(Declaration, turns)
{
    private static readonly ToolArgument<string> TurnId = ToolArgument.Text(
        "turn_id", "The turn (turn_…) that failed.").Required();

    public static readonly ToolDeclaration<SendView> Declaration = new()
    {
        Name = "thread_retry",
        Title = "Run a failed turn again",
        Description =
            "Runs a failed turn again as a new turn with the same messages, answered by the thread's owner. Tool calls "
            + "of the failed turn are not made again by themselves. Refused for turns that have not failed, and for "
            + "delegations and commands of the gateway.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [TurnId, CommonArguments.WaitSeconds, CommonArguments.IdempotencyKey],
        Result = () => ViewJson.Plain.SendView,
        Waits = true,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override ToolAnswer Finish(string begun, SendView turn) => Answer(turn);

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var begun = await Turns.RetryAsync(
            request.Caller,
            arguments.Required(TurnId),
            arguments.Text(CommonArguments.IdempotencyKey),
            cancellationToken);
        return begun.IsRejected(out var rejection, out var turn)
            ? Refuse(rejection)
            : AnswerAndWait(turn, turn.TurnId, turn.Status, arguments.Wait());
    }
}
