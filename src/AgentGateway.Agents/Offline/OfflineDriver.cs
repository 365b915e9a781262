using AgentGateway.Agents.Providers;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Turns;

namespace AgentGateway.Agents.Offline;

/// <summary>
/// Agents without a model. They obey explicit commands and otherwise say the truth: that nobody thinks here, and how that is changed.
/// </summary>
public sealed class OfflineDriver(ThreadService threads, AgentService agents, TimeProvider time) : IAgentDriver
{
    private readonly OfflineCommands _commands = new(threads, agents, time);

    public string Name => "offline";

    public DriverStatus Status(AgentDefinition agent) => new(true);

    public async Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken)
    {
        // Beside an owner there is nothing to say without a thought.
        if (turn.Kind is TurnKind.Advice or TurnKind.Contribution or TurnKind.Revision) return Answer("");

        // A command is somebody's order; what an agent delegates is only its words.
        var orders = turn.Kind is TurnKind.Answer
            ? turn.Triggers.Where(message => message.Role is MessageRole.User && OfflineCommands.IsCommand(message.Text)).ToList()
            : [];
        var answers = new List<string>();
        foreach (var order in orders) answers.Add(await _commands.RunAsync(order, cancellationToken));
        return Answer(answers.Count > 0 ? string.Join("\n\n", answers) : NoModel(turn.Agent));
    }

    private static string NoModel(AgentDefinition agent) =>
        $"I am {agent.Name}, and I cannot answer: {(agent.Driver is null ? "no model is configured" : "I am set to work without a model")}. "
        + (agent.Driver is null ? ProviderCatalogue.HowToConfigure : $"Remove the driver of {agent.Id} from its definition to give it one.")
        + " `/help` lists what works without.";

    private static TurnResult.Completed Answer(string text) => new(text, null, TokenUsage.None);
}
