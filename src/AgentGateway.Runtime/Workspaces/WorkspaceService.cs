using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>Everything that a door can do with workspaces: directories and git worktrees in which sessions work.</summary>
public sealed class WorkspaceService
{
    /// <summary>Answers when the workspace is ready, or has failed; cancelled, the work goes on.</summary>
    public Task<Outcome<WorkspaceEnvelope>> CreateAsync(Caller caller, CreateWorkspace request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<Outcome<WorkspaceListView>> ListAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<WorkspaceDiffView>> DiffAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A worktree is removed with its changes only when <paramref name="force"/>; a plain directory is only forgotten.</summary>
    public Task<Outcome<RemovedView>> RemoveAsync(Caller caller, string name, bool force, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>What a session in that workspace is given; null when there is no such workspace that is ready.</summary>
    internal WorkspacePlace? Find(string name) => throw new NotImplementedException();
}

/// <param name="Environment">Its name and ports, for sessions.</param>
public sealed record WorkspacePlace(string Name, string Directory, IReadOnlyDictionary<string, string> Environment);
