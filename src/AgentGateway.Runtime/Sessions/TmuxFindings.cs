using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Whether sessions can outlive the daemon, for which tmux is needed.</summary>
internal sealed class TmuxFindings(SessionPaths paths) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
    [
        ProgramFinding.Of(
            "tmux", paths.Environment.GetValueOrDefault("PATH"), "sessions outlive the daemon",
            "sessions end with the daemon"),
    ];
}
