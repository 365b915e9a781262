using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tasks;

/// <summary>The directories of tasks: that of their workspace, else that of their thread.</summary>
internal sealed class TaskPlaces(WorkspaceService workspaces, WorkspaceFiles files, ThreadDispatcher threads)
{
    public WorkspaceService Workspaces => workspaces;

    public WorkspaceFiles Files => files;

    public ThreadDispatcher Threads => threads;

    /// <summary>The directory; null for none.</summary>
    public async ValueTask<string?> DirectoryAsync(
        string? workspace, ThreadId? thread, CancellationToken cancellationToken)
    {
        if (workspace is not null) return workspaces.Find(workspace)?.Directory ?? workspace;
        return thread is { } id ? (await threads.LoadAsync(id, cancellationToken))?.Workspace : null;
    }
}
