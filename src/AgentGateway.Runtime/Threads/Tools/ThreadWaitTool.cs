using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_wait</c>: wait on for a turn.</summary>
public sealed class ThreadWaitTool(TurnService turns) : TurnTool<SendView>(Declaration, turns)
{
    private static readonly ToolArgument<string> TurnId = ToolArgument.Text(
        "turn_id", "The turn that thread_send or thread_delegate told.").Required();

    public static readonly ToolDeclaration<SendView> Declaration = new()
    {
        Name = "thread_wait",
        Title = "Wait for a turn",
        Description = "Waits until a turn has ended or needs a person, and tells how it stands. Posts nothing.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [TurnId, CommonArguments.WaitSeconds],
        Result = () => ViewJson.Plain.SendView,
        Waits = true,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override ToolAnswer Finish(string begun, SendView turn) => Answer(turn);

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var turn = await Turns.WaitAsync(arguments.Required(TurnId), TimeSpan.Zero, null, cancellationToken);
        return turn.IsRejected(out var rejection)
            ? Refuse(rejection)
            : AnswerAndWait(turn.Value, turn.Value.TurnId, turn.Value.Status, arguments.Wait());
    }
}
