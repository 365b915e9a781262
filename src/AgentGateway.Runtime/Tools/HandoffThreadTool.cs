using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tools;

internal static class HandoffThreadTool
{
    public static AgentTool Make(ThreadDispatcher dispatcher) => new(
        "handoff_thread",
        "Makes another agent the owner of this thread: it answers from the next message on. Use it when somebody else is the right one to go on, "
        + "not for a second opinion. You finish this turn yourself.",
        ToolArguments.Schema(
            ("agent", "string", "The agent's id or alias."),
            ("reason?", "string", "Why, in one sentence that everybody may read.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            var name = arguments.Text("agent");
            var outcome = await dispatcher.SendAsync(
                call.Thread,
                call.Agent.Value,
                new HandOff(name, arguments.OptionalText("reason"), call.Turn),
                urgent: true,
                cancellationToken);
            if (!outcome.IsRejected(out var refused, out var receipt)) return new($"{receipt.State.Owner} owns the thread now.");

            // Made again after a crash, the call finds its own work done.
            var owner = (await dispatcher.LoadAsync(call.Thread, cancellationToken))?.Owner;
            return refused.Code == "not_owner" && owner is not null && dispatcher.Rules.Roster.Find(name)?.Id == owner
                ? new($"{owner} owns the thread now.")
                : ToolArguments.Refused(refused);
        });
}
