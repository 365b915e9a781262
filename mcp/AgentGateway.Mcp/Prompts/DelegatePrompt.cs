using System.Text.Json;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Prompts;

/// <summary><c>delegate</c>: have another agent do something and report.</summary>
internal sealed class DelegatePrompt(AgentService agents) : GatewayPrompt(
    "delegate",
    "Delegate to an agent",
    "Has another agent do something and reports what came of it.",
    new PromptArgument { Name = "agent", Title = "Agent", Description = "Id or alias of the agent.", Required = true },
    new PromptArgument { Name = "text", Title = "Task", Description = "What it shall do.", Required = true })
{
    protected override Task<IReadOnlyList<ContentBlock>> WriteAsync(
        Caller caller, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var agent = Require(agents.Get(arguments["agent"])).Agent;
        var call = JsonSerializer.Serialize(arguments["text"], ViewJson.Plain.String);
        return Task.FromResult<IReadOnlyList<ContentBlock>>(
        [
            new TextContentBlock
            {
                Text = $"Delegate the following to the agent \"{agent.Id}\" with the tool thread_delegate; give the "
                    + $"text as it stands:\n\n{call}\n\n"
                    + "While its status is queued or running, call thread_wait with its turn_id. Then report the "
                    + "reply, or say plainly that and why it failed.",
            },
        ]);
    }
}
