using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Agents.Providers;

/// <summary>The model providers that there are.</summary>
internal sealed class ModelFindings(ProviderCatalogue providers) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
    [
        providers.Any
            ? Finding.Ok("models", string.Join("; ", providers.Descriptions))
            : Finding.Warn(
                "models", "No model provider was found: agents answer offline.", ProviderCatalogue.HowToConfigure),
    ];
}
