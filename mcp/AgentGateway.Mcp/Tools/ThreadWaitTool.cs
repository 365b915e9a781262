using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_wait</c>: wait on for a turn.</summary>
internal sealed class ThreadWaitTool(ThreadService threads) : CheckedTool<SendView>(
    "thread_wait",
    "Wait for a turn",
    "Waits until a turn has ended, needs a person, or the wait is over, and tells how it stands. Posts nothing: call it as often as "
    + "you like.",
    ToolConduct.Reads,
    [TurnId, CommonArguments.WaitSeconds],
    ViewJson.Plain.SendView)
{
    private static readonly ToolArgument TurnId = ToolArgument.Text("turn_id", "The turn (turn_…) that thread_send or thread_delegate told.").Required();

    public override bool Waits => true;

    public override ToolAnswer Finish(string begun, SendView turn) => Answer(turn);

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        var turn = await threads.WaitAsync(arguments.Required(TurnId), TimeSpan.Zero, null, cancellationToken);
        return turn.IsRejected(out var rejection)
            ? ToolAnswer.Refuse(rejection)
            : AnswerAndWait(turn.Value, turn.Value.TurnId, turn.Value.Status, arguments.Wait());
    }
}
