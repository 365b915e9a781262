using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Drivers;

/// <summary>
/// Chooses the driver of each agent. An agent that names no driver gets a model where one is configured, else the
/// offline driver.
/// </summary>
public sealed class AgentDrivers
{
    private readonly Dictionary<string, IAgentDriver> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a driver; done once, before the first turn.</summary>
    public void Add(IAgentDriver driver) => _byName.Add(driver.Name, driver);

    /// <summary>The agent's driver; null when it names one that does not exist.</summary>
    public IAgentDriver? Of(AgentDefinition agent)
    {
        if (agent.Driver is { } name) return _byName.GetValueOrDefault(name);
        return _byName.TryGetValue("model", out var model) && model.Status(agent).Available
            ? model
            : _byName.GetValueOrDefault("offline");
    }

    /// <summary>
    /// The driver of a turn: the agent's, but for a command of the gateway, which the offline driver carries out for
    /// every agent.
    /// </summary>
    internal IAgentDriver? Of(OpenTurn turn, AgentDefinition agent) =>
        turn.IsCommand ? _byName.GetValueOrDefault("offline") ?? Of(agent) : Of(agent);

    public DriverStatus Status(AgentDefinition agent) =>
        Of(agent)?.Status(agent)
        ?? new(false,
            $"There is no driver \"{agent.Driver}\". Drivers are: "
                + $"{string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal))}.");
}
