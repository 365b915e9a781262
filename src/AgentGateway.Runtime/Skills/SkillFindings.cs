using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.Skills;

/// <summary>The skills of the program and of the data directory that cannot be read.</summary>
internal sealed class SkillFindings(SkillService skills) : IFindingSource
{
    public IEnumerable<Finding> Find() => skills.Common().Problems.Select(problem => Finding.Warn(
        "skills",
        $"{problem.Path}{(problem.Line is { } line ? $", line {line}" : "")}: {problem.Reason}",
        "Correct it; the other skills are read. agw skill check DIR looks again."));
}
