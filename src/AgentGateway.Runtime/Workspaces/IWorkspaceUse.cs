namespace AgentGateway.Runtime.Workspaces;

/// <summary>Says what a workspace is used for, so that nothing that runs in it loses its directory.</summary>
public interface IWorkspaceUse
{
    /// <summary>What people call the sessions that have not ended in the workspace.</summary>
    IReadOnlyList<string> SessionsIn(WorkspaceLocation location);
}
