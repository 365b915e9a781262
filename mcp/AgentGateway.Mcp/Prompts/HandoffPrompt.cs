using System.Text.Json;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Prompts;

/// <summary><c>handoff</c>: give a thread to another agent.</summary>
internal sealed class HandoffPrompt(ThreadService threads, AgentService agents) : GatewayPrompt(
    "handoff",
    "Hand a thread over",
    "Makes another agent the owner of a thread.",
    new PromptArgument
    {
        Name = "thread_id",
        Title = "Thread",
        Description = "Id of the thread (thr_…).",
        Required = true,
    },
    new PromptArgument
    {
        Name = "agent",
        Title = "Agent",
        Description = "Id or alias of the agent that shall own it.",
        Required = true,
    },
    new PromptArgument { Name = "reason", Title = "Reason", Description = "Why, in a sentence.", Required = false })
{
    protected override async Task<IReadOnlyList<ContentBlock>> WriteAsync(
        Caller caller, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var thread = Require(await threads.GetAsync(arguments["thread_id"], cancellationToken)).Thread;
        var agent = Require(agents.Get(arguments["agent"])).Agent;
        var reason = arguments.TryGetValue("reason", out var given)
            ? $"Give this reason as it stands: {JsonSerializer.Serialize(given, ViewJson.Plain.String)}."
            : "Give as the reason one sentence about the next step, from what you know of the thread.";
        return
        [
            new TextContentBlock
            {
                Text = $"Hand the thread {thread.Id}, which \"{thread.Owner}\" owns now, over to the agent "
                    + $"\"{agent.Id}\" with the tool thread_handoff. "
                    + $"{reason} What it has to know besides, and people need not read, is the brief. "
                    + "Then say who owns it, and that thread_return gives it back.",
            },
        ];
    }
}
