using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_delegate</c>: ask another agent in a hidden thread.</summary>
internal sealed class ThreadDelegateTool(ThreadService threads) : CheckedTool<DelegationView>(
    "thread_delegate",
    "Delegate to an agent",
    "Has another agent do something in a hidden thread of its own, and waits for the result. With thread_id it gets that thread's "
    + "context, and the result also reaches that thread's owner as a hidden message. While status is queued or running, call "
    + "thread_wait with turn_id; waiting means that a person has to decide or answer first.",
    ToolConduct.OpenWorld,
    [Agent, Text, Thread, CommonArguments.WaitSeconds],
    ViewJson.Plain.DelegationView)
{
    private static readonly ToolArgument Agent = CommonArguments.Agent.Required();
    private static readonly ToolArgument Text = ToolArgument.Text("text", "What it shall do, complete enough to be understood on its own.").Required();
    private static readonly ToolArgument Thread = ToolArgument.Text("thread_id", "The thread (thr_…) on whose behalf it works; absent for a request of your own.");

    public override bool Waits => true;

    public override ToolAnswer Finish(string begun, SendView turn) =>
        Answer(Begun(begun) with { Status = turn.Status, Reply = turn.Reply, Failure = turn.Failure, WaitingFor = turn.WaitingFor });

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        var delegated = await threads.DelegateAsync(
            caller, new(arguments.Required(Agent), arguments.Required(Text), arguments.Text(Thread)), cancellationToken);
        return delegated.IsRejected(out var rejection)
            ? ToolAnswer.Refuse(rejection)
            : AnswerAndWait(delegated.Value, delegated.Value.TurnId, delegated.Value.Status, arguments.Wait());
    }
}
