using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Posix;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>The program, and whether editors find it by name or need its path.</summary>
internal sealed class ProgramFindings : IFindingSource
{
    public IEnumerable<Finding> Find()
    {
        yield return Finding.Ok("program", $"agw {ProgramVersion.Text}, .NET {Environment.Version}");
        yield return SearchPath.Find("agw", Environment.GetEnvironmentVariable("PATH")) is not null
            ? Finding.Ok("editors", "agw is found by name: claude mcp add agw -- agw mcp")
            : Finding.Warn(
                "editors",
                "agw is not on the PATH.",
                $"Give editors the whole path: claude mcp add agw -- {string.Join(' ', DaemonStarter.Program())} mcp");
    }
}
