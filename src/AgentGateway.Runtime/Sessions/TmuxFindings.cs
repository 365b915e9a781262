using AgentGateway.Posix;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Whether sessions can outlive the daemon, for which tmux is needed.</summary>
internal sealed class TmuxFindings(SessionPaths paths) : IFindingSource
{
    public IEnumerable<Finding> Find()
    {
        var searchPath = paths.Environment.GetValueOrDefault("PATH");
        yield return SearchPath.Find("tmux", searchPath) is not null
            ? Finding.Ok("tmux", "It is installed: sessions outlive the daemon")
            : Finding.Warn(
                "tmux",
                "tmux is not installed: sessions end with the daemon.",
                PackageCommand.Install("tmux", searchPath));
    }
}
