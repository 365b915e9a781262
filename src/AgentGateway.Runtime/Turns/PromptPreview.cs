using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Turns;

/// <summary>Shows the prompt that a thread's owner would be given now, made by the same code as the real one.</summary>
public sealed class PromptPreview(
    StoredThreads threads,
    PromptGathering prompts,
    PromptBuilder builder,
    AgentCatalogue catalogue,
    AgentDrivers drivers,
    ToolCatalogue tools,
    KnownSecrets secrets)
{
    /// <summary>What the thread's owner would be given if it had to answer now.</summary>
    public async Task<Outcome<PromptView>> OfAsync(string threadId, CancellationToken cancellationToken)
    {
        if ((await threads.FindAsync(threadId, cancellationToken)).IsRejected(out var refused, out var thread))
            return refused;
        if (catalogue.Roster.Find(thread.Owner) is not { } agent)
            return ThreadRejections.UnknownAgent(thread.Owner.Value);
        var facts = await prompts.GatherAsync(
            thread.Id, agent, thread.Active, tools.Given(agent.Tools), cancellationToken);
        return ViewOf(thread, builder.Build(facts, drivers.Status(agent).WindowTokens).Without(secrets));
    }

    private static PromptView ViewOf(AgentThread thread, Prompt prompt) => new(
        thread.Id.Value,
        thread.Owner.Value,
        [.. prompt.Sections.Select(section => new PromptSectionView(section.Name, section.Text, section.Truncated))],
        [
            .. prompt.Messages.Select(message => new PromptMessageView(
                ViewWriter.Word(message.Role),
                message.Author,
                message.Text,
                ViewWriter.Of(message.ToolCalls),
                message.ToolCallId)),
        ],
        prompt.EstimatedTokens);
}
