using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Web;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tools;

/// <summary>The tools by which agents change files, run commands and read the web.</summary>
internal static class AgentHands
{
    public static IReadOnlyList<AgentTool> All(
        WorkspaceFiles files,
        string? protectedDirectory,
        PolicyPlaces places,
        SessionService sessions,
        ArtifactService artifacts,
        UrlFetcher fetcher,
        SandboxChoice sandbox,
        TimeProvider time)
    {
        var writer = new WorkspaceWriter(protectedDirectory);
        var products = new ToolProducts(artifacts);
        return
        [
            SearchFilesTool.Make(new(files, places, time)),
            WriteFileTool.Make(writer, places, products),
            EditFileTool.Make(writer, places, products),
            RunCommandTool.Make(sessions, places, sandbox, products),
            FetchUrlTool.Make(fetcher, products),
        ];
    }
}
