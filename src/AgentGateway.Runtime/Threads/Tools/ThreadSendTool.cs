using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_send</c>: post a message and wait a while for the answer.</summary>
public sealed class ThreadSendTool(ThreadService threads) : TurnTool<SendView>(Declaration, threads)
{
    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text",
        "The message, in Markdown or plain text; at most 200,000 characters unless the settings say otherwise.")
        .Required();

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id", "Id of the thread (thr_…); absent begins a new thread.");

    private static readonly ToolArgument<string> Mode = ToolArgument.Choice(
        "mode",
        "What to do while a turn runs. followup (default): queue behind it. collect: join what already waits, so "
        + "that one turn answers all of it. steer: reach the running turn before its next step. interrupt: end the "
        + "running turn and go next.",
        "followup", "collect", "steer", "interrupt");

    public static readonly ToolDeclaration<SendView> Declaration = new()
    {
        Name = "thread_send",
        Title = "Send to a thread",
        Description =
            "Posts a message to a thread, or to a new one, and waits for its owner's answer. The message is stored "
            + "first, so nothing is lost if the wait ends early: while status is queued or running, call thread_wait "
            + "with turn_id. A message may begin with a directive: \"@agent text\" makes that agent a participant, "
            + "\"@agent stop\" ends it, \"!agent text\" delegates to it in hidden, \"/handoff agent reason\" gives "
            + "it the thread, \"/return\" gives it back. \"@path\" elsewhere attaches a file of the workspace.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.OpenWorld,
        Risk = RiskClass.R1,
        Arguments = [Text, Thread, Mode, CommonArguments.WaitSeconds, CommonArguments.IdempotencyKey],
        Result = ViewJson.Plain.SendView,
        Waits = true,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override ToolAnswer Finish(string begun, SendView turn) =>
        Answer(Begun(begun) with
        {
            Status = turn.Status,
            Reply = turn.Reply,
            Failure = turn.Failure,
            WaitingFor = turn.WaitingFor,
        });

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var sent = await Threads.SendAsync(
            request.Caller,
            new(
                arguments.Required(Text),
                arguments.Text(Thread),
                arguments.Text(Mode),
                arguments.Text(CommonArguments.IdempotencyKey)),
            cancellationToken);
        return sent.IsRejected(out var rejection)
            ? Refuse(rejection)
            : AnswerAndWait(sent.Value, sent.Value.TurnId, sent.Value.Status, arguments.Wait());
    }
}
