using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Turns;

/// <summary>Shows the prompt that a thread's owner would be given now, made by the same code as the real one.</summary>
public sealed class PromptPreview(
    PromptGathering prompts, PromptBuilder builder, AgentCatalogue catalogue, AgentDrivers drivers, ToolCatalogue tools)
{
    public async Task<Outcome<PromptView>> OfAsync(AgentThread thread, CancellationToken cancellationToken)
    {
        if (catalogue.Roster.Find(thread.Owner) is not { } agent) return ThreadRejections.UnknownAgent(thread.Owner.Value);
        var facts = await prompts.GatherAsync(thread.Id, agent, thread.Active, tools.OfAgents, cancellationToken);
        return ViewWriter.Of(thread.Id.Value, agent.Id.Value, builder.Build(facts, drivers.Status(agent).WindowTokens));
    }
}
