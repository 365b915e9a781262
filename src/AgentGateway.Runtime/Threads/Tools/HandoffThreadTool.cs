using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>handoff_thread</c>: an agent gives the thread of its turn to another one.</summary>
public sealed class HandoffThreadTool(ThreadDispatcher dispatcher) : Tool(Declaration)
{
    private static readonly ToolArgument<string> NewOwner = ToolArgument.Text(
        "agent", "The agent's id or alias.").Required();

    private static readonly ToolArgument<string> Reason = ToolArgument.Text(
        "reason", "Why, in one sentence that all in the thread may read.");

    private static readonly ToolArgument<string> Brief = ToolArgument.Text(
        "brief", "What the new owner has to know to go on and people need not read; only it is shown this.");

    public static readonly TextToolDeclaration Declaration = new()
    {
        Name = "handoff_thread",
        Title = "Hand this thread over",
        Description =
            "Makes another agent the owner of this thread: it answers from the next message on. Use it when that "
            + "agent is the right one to go on, not for a second opinion. You finish this turn yourself.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Agents,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R2,
        Arguments = [NewOwner, Reason, Brief],
        IsRepeatable = true,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        if (request is not { Agent: { } by, Thread: { } thread, Turn: { } turn })
            return ToolAnswer.OfText("This tool works only in a turn of a thread.", isRefused: true);
        var name = arguments.Required(NewOwner);
        var outcome = await dispatcher.SendAsync(
            thread,
            by.Value,
            new HandOff(name, arguments.Text(Reason), turn) { Brief = arguments.Text(Brief) },
            urgent: true,
            cancellationToken);
        if (!outcome.IsRejected(out var refused, out var receipt)) return Owned(receipt.State.Owner.Value);

        // Made again after a crash, the call finds its own work done.
        var owner = (await dispatcher.LoadAsync(thread, cancellationToken))?.Owner;
        return refused.Code == "not_owner" && owner is { } now && dispatcher.Rules.Roster.Find(name)?.Id == now
            ? Owned(now.Value)
            : Refuse(refused);
    }

    private static ToolAnswer Owned(string owner) => ToolAnswer.OfText($"{owner} owns the thread now.");
}
