using AgentGateway.Agents.Providers;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>
/// Carries out the gateway's commands, for agents of every driver; and answers for agents without a model, by saying that
/// none is configured and how that is changed.
/// </summary>
public sealed class OfflineDriver(ThreadService threads, AgentService agents, TimeProvider time) : IAgentDriver
{
    private readonly OfflineCommands _commands = new(threads, agents, time);

    public string Name => "offline";

    /// <summary>It always answers, and the reason says why no more than commands are carried out.</summary>
    public DriverStatus Status(AgentDefinition agent) => new(
        true,
        agent.Driver is null
            ? "no model is configured; only commands such as /help are carried out, see agw://docs/models"
            : "it is set to work without a model; only commands such as /help are carried out");

    public async Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken)
    {
        // Beside an owner there is nothing to say without a thought.
        if (turn.Kind is TurnKind.Advice or TurnKind.Contribution or TurnKind.Revision) return Answer("");

        // Only a person's message gives commands; the text that an agent delegates gives none.
        var orders = turn.Kind is TurnKind.Answer
            ? turn.Triggers.Where(
                message => message.Role is MessageRole.User && OfflineCommands.IsCommand(message.Text)).ToList()
            : [];
        if (await CallAsync(turn, orders, cancellationToken) is not { } results) return new TurnResult.Waiting();
        var answers = new List<string>();
        foreach (var order in orders)
            answers.Add(
                _commands.CallOf(order) is { } call
                    ? results.GetValueOrDefault(call.Id, "")
                    : await _commands.RunAsync(order, cancellationToken));
        return Answer(answers.Count > 0 ? string.Join("\n\n", answers) : NoModel(turn.Agent));
    }

    /// <summary>
    /// Makes the calls that orders stand for, in one step like a model's; results by call. Null: some wait for a
    /// person.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, string>?> CallAsync(
        ITurn turn, List<Message> orders, CancellationToken cancellationToken)
    {
        var calls = orders.Select(_commands.CallOf).OfType<ToolCall>().ToList();
        if (calls.Count == 0) return new Dictionary<string, string>();
        await Task.Yield();
        var own = await turn.OwnMessagesAsync(cancellationToken);

        // A run before this one may have got as far as the step, and then its calls have results by now.
        var asked = own.SelectMany(message => message.ToolCalls ?? []).Select(call => call.Id).ToHashSet();
        calls.RemoveAll(call => asked.Contains(call.Id));
        if (calls.Count > 0)
        {
            await turn.RecordStepAsync("", calls, null, TokenUsage.None, cancellationToken);
            if (!await turn.CallToolsAsync(calls, cancellationToken)) return null;
            own = await turn.OwnMessagesAsync(cancellationToken);
        }

        return own.Where(
            message =>
                message.ToolCallId is not null).ToDictionary(message => message.ToolCallId!, message => message.Text);
    }

    private static string NoModel(AgentDefinition agent) =>
        $"I am {agent.Name}, and I cannot answer: "
        + $"{(agent.Driver is null ? "no model is configured" : "I am set to work without a model")}. "
        + (agent.Driver is null
            ? ProviderCatalogue.HowToConfigure
            : $"Remove the driver of {agent.Id} from its definition to give it one.")
        + " `/help` lists what works without one.";

    private static TurnResult.Completed Answer(string text) => new(text, null, TokenUsage.None);
}
