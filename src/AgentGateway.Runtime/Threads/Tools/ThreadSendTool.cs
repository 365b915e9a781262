using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_send</c>: post a message and wait a while for the answer.</summary>
public sealed class ThreadSendTool(MessageService messages, TurnService turns) : TurnTool<SendView>(Declaration, turns)
{
    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text",
        "The message, at most 200,000 characters.")
        .Required();

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id",
        "The thread; absent begins a new one.");

    private static readonly ToolArgument<string> Mode = ToolArgument.Choice(
        "mode",
        "While a turn runs: followup (default) queues; collect joins what waits; steer reaches the running turn; "
            + "interrupt ends it and goes next.",
        "followup", "collect", "steer", "interrupt");

    public static readonly ToolDeclaration<SendView> Declaration = new()
    {
        Name = "thread_send",
        Title = "Send to a thread",
        Description = "Posts a message to a thread, or to a new one, and waits for its owner's answer. The message is "
            + "stored first: while status is queued or running, call thread_wait with turn_id. A message may begin "
            + "with \"@agent text\" (adds an adviser; \"@agent stop\" ends it), \"!agent text\" (delegates in "
            + "hidden), \"/handoff agent reason\" or \"/return\". \"@path\" elsewhere attaches a file of the "
            + "workspace.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        IsDefault = true,
        Conduct = ToolConduct.OpenWorld,
        Risk = RiskClass.R1,
        Arguments = [Text, Thread, Mode, CommonArguments.WaitSeconds, CommonArguments.IdempotencyKey],
        Result = () => ViewJson.Plain.SendView,
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
        var sent = await messages.SendAsync(
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
