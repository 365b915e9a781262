using AgentGateway.Domain;
using AgentGateway.Domain.Agents;

namespace AgentGateway.Runtime.Roster;

/// <summary>
/// The agents as they are now: those of the configuration (settings, then <c>DATA/agents/*.md</c>), then those that
/// clients registered. Readers take <see cref="Roster"/> once and keep using it; a change publishes a new one.
/// </summary>
public sealed class AgentCatalogue
{
    private readonly Lock _gate = new();
    private IReadOnlyList<AgentDefinition> _configured = [];
    private IReadOnlyList<AgentDefinition> _registered = [];

    /// <summary>Raised after a new roster was published, on the thread that published it.</summary>
    public event Action? Changed;

    public AgentRoster Roster { get; private set; } = AgentRoster.Empty;

    /// <summary>Definitions that were left out of the roster, and why.</summary>
    public IReadOnlyList<Rejection> Refused { get; private set; } = [];

    /// <summary>Replaces the configured agents.</summary>
    public void Configure(IReadOnlyList<AgentDefinition> agents) => Publish(() => _configured = agents);

    /// <summary>Replaces the registered agents.</summary>
    public void Register(IReadOnlyList<AgentDefinition> agents) => Publish(() => _registered = agents);

    private void Publish(Action change)
    {
        lock (_gate)
        {
            change();
            (Roster, Refused) = AgentRoster.Of([.. _configured, .. _registered]);
        }

        Changed?.Invoke();
    }
}
