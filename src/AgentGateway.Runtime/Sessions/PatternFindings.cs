using AgentGateway.Runtime.Doctor;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Whether the person's own files about the screens of programs can be read.</summary>
internal sealed class PatternFindings(PatternLibrary patterns) : IFindingSource
{
    public IEnumerable<Finding> Find() => patterns.Problems.Select(problem => Finding.Warn(
        "status",
        $"{problem.Path} cannot be read: {problem.Reason}",
        "Correct the file; until then what it said before counts. See agw://docs/status."));
}
