using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Agents.Policies;

/// <summary>What is wrong with the rules that people wrote.</summary>
internal sealed class PolicyFindings(PolicyBook policy) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
    [
        .. policy.Problems.Select(problem => Finding.Fail(
            "policy",
            problem.Message,
            $"{problem.Hint} Until then people are asked about everything that a rule might forbid.")),
        .. policy.Warnings.Select(warning => Finding.Warn("policy", warning.Message, warning.Hint!)),
    ];
}
