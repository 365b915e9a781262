using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>Whether a daemon runs and answers.</summary>
internal sealed class DaemonFindings(DataDirectory data) : IFindingSource
{
    public IEnumerable<Finding> Find() => [Look()];

    private Finding Look()
    {
        var link = new DaemonLink(data, mayStart: false, []);
        if (link.TryConnect())
        {
            link.Close();
            return Finding.Ok("daemon", DaemonFile.Read(data) is { } known
                ? $"It runs: pid {known.Pid}, {known.Url}, version {known.Version}"
                : "It runs");
        }

        if (DaemonLock.Held(data) is { } held)
            return Finding.Fail(
                "daemon",
                $"{held.Message} It does not answer.",
                "Look at its log in " + data.Logs + "; end it with `kill PID`.");
        return File.Exists(data.DaemonFile)
            ? Finding.Warn(
                "daemon",
                "None runs; the last one did not stop by itself.",
                $"Look at {data.Logs}; the next start goes on where it ended. `agw doctor --fix` clears what it left.")
            : Finding.Ok("daemon", "None runs; `agw mcp` starts it");
    }
}
