using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Web;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tools;

/// <summary>The tools by which agents change files, run commands and read the web.</summary>
internal static class AgentHands
{
    /// <param name="isStrict">Whether policy wants strict sandboxes.</param>
    public static IReadOnlyList<AgentTool> All(
        WorkspaceFiles files,
        string? protectedDirectory,
        PolicyPlaces places,
        SessionService sessions,
        ArtifactService artifacts,
        UrlFetcher fetcher,
        Func<bool> isStrict,
        TimeProvider time)
    {
        var writer = new WorkspaceWriter(protectedDirectory);
        var products = new ToolProducts(artifacts);
        var sandbox = new SandboxChoice(() => sessions.HasSandbox, sessions.RefuseSandboxAsync, isStrict);
        return
        [
            SearchFilesTool.Make(new(files, places, time)),
            WriteFileTool.Make(writer, products),
            EditFileTool.Make(writer, products),
            RunCommandTool.Make(sessions, sandbox, products),
            FetchUrlTool.Make(fetcher, products),
        ];
    }
}
