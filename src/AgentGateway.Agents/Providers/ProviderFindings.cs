using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Agents.Providers;

/// <summary>What is wrong with the settings of model providers.</summary>
internal sealed class ProviderFindings(ProviderCatalogue providers) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
        providers.Problems.Select(problem => Finding.Fail("settings", problem.Message, problem.Hint));
}
