using AgentGateway.Data;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>The program, and whether editors find it by name or need its path.</summary>
internal sealed class ProgramFindings : IFindingSource
{
    public IEnumerable<Finding> Find()
    {
        yield return Finding.Ok("program", $"agw {ProgramVersion.Text}, .NET {Environment.Version}");
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        yield return path.Any(directory => File.Exists(Path.Combine(directory, "agw")))
            ? Finding.Ok("editors", "agw is found by name: claude mcp add agw -- agw mcp")
            : Finding.Warn(
                "editors",
                "agw is not on the PATH.",
                $"Give editors the whole path: claude mcp add agw -- {Path.Combine(AppContext.BaseDirectory, "agw")} "
                    + "mcp");
    }
}
