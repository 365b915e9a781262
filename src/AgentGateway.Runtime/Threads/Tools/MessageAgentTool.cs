using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>message_agent</c>: an agent asks another one within its turn.</summary>
public sealed class MessageAgentTool(
    DelegationService delegations, TurnService turns, ThreadDispatcher dispatcher, OutsideWords outside)
    : TurnTool<DelegationView>(Declaration, turns)
{
    private static readonly ToolArgument<string> Addressee = ToolArgument.Text(
        "agent", "The agent's id or alias.").Required();

    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text", "What you want of it, complete in itself.").Required();

    private static readonly ToolArgument<int> Wait = ToolArgument.Number(
        "wait_seconds",
        $"How long to wait for the answer: 0 to {WaitLimit.Delegations.SecondsMax}, "
            + $"{WaitLimit.Delegations.SecondsDefault} by default.",
        minimum: 0);

    public static readonly ToolDeclaration<DelegationView> Declaration = new()
    {
        Name = "message_agent",
        Title = "Message an agent",
        Description =
            "Asks another agent in private. It sees this thread's messages so far and your request; its answer is "
            + "this call's result, or comes back to you as a hidden message when it takes longer than you wait.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Agents,
        Conduct = ToolConduct.OpenWorld,
        Risk = RiskClass.R1,
        Arguments = [Addressee, Text, Wait],
        Result = () => ViewJson.Plain.DelegationView,
        IsRepeatable = true,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override ToolAnswer Finish(string begun, SendView turn) =>
        Answer(Begun(begun).With(turn)) with { IsRefused = turn.Failure is not null };

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        if (request is not { Agent: { } by, Thread: { } thread, Turn: { } turn, Key: { } key })
            return ToolAnswer.OfText("This tool works only in a turn of a thread.", isRefused: true);
        var name = arguments.Required(Addressee);
        if (dispatcher.Rules.Roster.Find(name) is not { } agent) return Refuse(ThreadRejections.UnknownAgent(name));
        var wait = WaitLimit.Delegations.Of(arguments.Number(Wait));
        var outcome = await delegations.DelegateFromTurnAsync(
            by,
            thread,
            turn,
            agent.Id,
            arguments.Required(Text),
            DelegatedFor.Of(request.Person, await outside.ReachAsync(request, cancellationToken)),
            key,
            cancellationToken);
        return outcome.IsRejected(out var refused, out var delegation)
            ? Refuse(refused)
            : AnswerAndWait(delegation, delegation.TurnId, delegation.Status, wait);
    }
}
