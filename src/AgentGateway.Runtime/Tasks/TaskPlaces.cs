using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Where tasks work: in their workspace, else where their thread does.</summary>
internal sealed class TaskPlaces(WorkspaceService workspaces, ThreadDispatcher threads)
{
    /// <summary>The directory; null for nowhere in particular.</summary>
    public async ValueTask<string?> DirectoryAsync(AgentTask task, CancellationToken cancellationToken)
    {
        if (task.Workspace is { } workspace) return workspaces.Find(workspace)?.Directory ?? workspace;
        return task.Thread is { } thread ? (await threads.LoadAsync(thread, cancellationToken))?.Workspace : null;
    }
}
