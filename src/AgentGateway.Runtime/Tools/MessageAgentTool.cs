using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tools;

internal static class MessageAgentTool
{
    private const int WaitSecondsDefault = 60;
    private const int WaitSecondsMax = 300;

    public static AgentTool Make(ThreadService threads, ThreadDispatcher dispatcher) => new(
        "message_agent",
        "Asks another agent in private. It sees this thread's messages so far and your request; its answer is this call's result, or comes back "
        + "to you as a hidden message when it takes longer than you wait.",
        ToolArguments.Schema(
            ("agent", "string", "The agent's id or alias."),
            ("text", "string", "What you want of it, complete in itself."),
            ("wait_seconds?", "integer", $"How long to wait for the answer: 0 to {WaitSecondsMax}, {WaitSecondsDefault} by default.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            var name = arguments.Text("agent");
            if (dispatcher.Rules.Roster.Find(name) is not { } agent) return ToolArguments.Refused(ThreadRejections.UnknownAgent(name));
            var wait = TimeSpan.FromSeconds(Math.Clamp(arguments.OptionalInteger("wait_seconds") ?? WaitSecondsDefault, 0, WaitSecondsMax));
            var outcome = await threads.DelegateFromTurnAsync(call.Agent, call.Thread, call.Turn, agent.Id, arguments.Text("text"), call.Key, cancellationToken);
            if (outcome.IsRejected(out var refused, out var delegation)) return ToolArguments.Refused(refused);
            var turn = await threads.WaitAsync(delegation.TurnId, wait, null, cancellationToken);
            var answer = turn.IsRejected(out _, out var standing)
                ? delegation
                : delegation with { Status = standing.Status, Reply = standing.Reply, Failure = standing.Failure, WaitingFor = standing.WaitingFor };
            return new(JsonSerializer.Serialize(answer, ViewJson.Plain.DelegationView), answer.Failure is not null);
        })
    {
        Risk = RiskClass.R1,
    };
}
