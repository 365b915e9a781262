using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_delegate</c>: ask another agent in a hidden thread.</summary>
public sealed class ThreadDelegateTool(DelegationService delegations, TurnService turns)
    : TurnTool<DelegationView>(Declaration, turns)
{
    private static readonly ToolArgument<string> Agent = CommonArguments.Agent.Required();

    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text", "What it shall do, complete enough to be understood on its own.").Required();

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id", "The thread (thr_…) on whose behalf it works; absent for a request of your own.");

    public static readonly ToolDeclaration<DelegationView> Declaration = new()
    {
        Name = "thread_delegate",
        Title = "Delegate to an agent",
        Description =
            "Has another agent do something in a hidden thread of its own, and waits for the result. With thread_id "
            + "it gets that thread's context, and the result also reaches that thread's owner as a hidden message. "
            + "While status is queued or running, call thread_wait with turn_id; waiting means that a person has to "
            + "decide or answer first.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.OpenWorld,
        Risk = RiskClass.R1,
        Arguments = [Agent, Text, Thread, CommonArguments.WaitSeconds],
        Result = () => ViewJson.Plain.DelegationView,
        Waits = true,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override ToolAnswer Finish(string begun, SendView turn) =>
        Answer(Begun(begun).With(turn));

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var delegated = await delegations.DelegateAsync(
            request.Caller,
            new(arguments.Required(Agent), arguments.Required(Text), arguments.Text(Thread)),
            cancellationToken);
        return delegated.IsRejected(out var rejection)
            ? Refuse(rejection)
            : AnswerAndWait(delegated.Value, delegated.Value.TurnId, delegated.Value.Status, arguments.Wait());
    }
}
