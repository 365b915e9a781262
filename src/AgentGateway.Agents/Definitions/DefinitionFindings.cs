using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Agents.Definitions;

/// <summary>What is wrong with the definitions of agents, in the settings and in files.</summary>
internal sealed class DefinitionFindings(AgentSource agents) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
        agents.Problems.Select(problem => Finding.Fail("settings", problem.Message, problem.Hint));
}
