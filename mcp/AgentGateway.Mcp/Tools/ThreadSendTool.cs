using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_send</c>: post a message and wait a while for the answer.</summary>
internal sealed class ThreadSendTool(ThreadService threads) : CheckedTool<SendView>(
    "thread_send",
    "Send to a thread",
    "Posts a message to a thread, or to a new one, and waits for its owner's answer. The message is stored first, so nothing is lost if "
    + "the wait ends early: while status is queued or running, call thread_wait with turn_id. A message may begin with a directive: "
    + "\"@agent text\" makes that agent a participant, \"@agent stop\" ends it, \"!agent text\" delegates to it in hidden, "
    + "\"/handoff agent reason\" gives it the thread, \"/return\" gives it back. \"@path\" elsewhere attaches a file of the workspace.",
    ToolConduct.OpenWorld,
    [Text, Thread, Mode, CommonArguments.WaitSeconds, CommonArguments.IdempotencyKey],
    ViewJson.Plain.SendView)
{
    private static readonly ToolArgument Text = ToolArgument.Text("text", "The message, in Markdown or plain text; at most 200,000 characters unless the settings say otherwise.").Required();
    private static readonly ToolArgument Thread = ToolArgument.Text("thread_id", "Id of the thread (thr_…); absent begins a new thread.");

    private static readonly ToolArgument Mode = ToolArgument.Choice(
        "mode",
        "What to do while a turn runs. followup (default): queue behind it. collect: join what already waits, so that one turn answers all of "
        + "it. steer: reach the running turn before its next step. interrupt: end the running turn and go next.",
        "followup", "collect", "steer", "interrupt");

    public override bool Waits => true;

    public override ToolAnswer Finish(string begun, SendView turn) =>
        Answer(Begun(begun) with { Status = turn.Status, Reply = turn.Reply, Failure = turn.Failure, WaitingFor = turn.WaitingFor });

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        var sent = await threads.SendAsync(
            caller,
            new(
                arguments.Required(Text),
                arguments.Text(Thread),
                arguments.Text(Mode),
                arguments.Text(CommonArguments.IdempotencyKey)),
            cancellationToken);
        return sent.IsRejected(out var rejection)
            ? ToolAnswer.Refuse(rejection)
            : AnswerAndWait(sent.Value, sent.Value.TurnId, sent.Value.Status, arguments.Wait());
    }
}
