using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Where tasks work: in their workspace, else where their thread does.</summary>
internal sealed class TaskPlaces(WorkspaceService workspaces, WorkspaceFiles files, ThreadDispatcher threads)
{
    public WorkspaceService Workspaces => workspaces;

    public WorkspaceFiles Files => files;

    public ThreadDispatcher Threads => threads;

    /// <summary>The directory; null for nowhere in particular.</summary>
    public async ValueTask<string?> DirectoryAsync(
        string? workspace, ThreadId? thread, CancellationToken cancellationToken)
    {
        if (workspace is not null) return workspaces.Find(workspace)?.Directory ?? workspace;
        return thread is { } id ? (await threads.LoadAsync(id, cancellationToken))?.Workspace : null;
    }
}
